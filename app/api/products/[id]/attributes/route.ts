import { route } from "@/lib/http/route";
import { updateAttributes } from "@/lib/products/change-card";
import { updateAttributes as endpoint } from "@/lib/wire/product-acts";

export const PUT = route(endpoint, async ({ actor, params, body }) => ({
  action: await updateAttributes({ actor, productId: params.id, attributes: body.attributes }),
}));
