import { route } from "@/lib/http/route";
import { updatePictures } from "@/lib/products/change-card";
import { updatePictures as endpoint } from "@/lib/wire/product-acts";

export const PUT = route(endpoint, async ({ actor, params, body }) => ({
  action: await updatePictures({ actor, productId: params.id, pictures: body.pictures }),
}));
