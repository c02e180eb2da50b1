import { route } from "@/lib/http/route";
import { getProduct } from "@/lib/products/read";
import { getProduct as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, async ({ actor, params }) => ({
  product: await getProduct({ actor, productId: params.id }),
}));
