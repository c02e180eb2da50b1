import { route } from "@/lib/http/route";
import { getProductLimitsOf } from "@/lib/products/limits";
import { getProductLimits as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, async ({ actor, query }) => ({
  limits: await getProductLimitsOf({ actor, sellerId: query.seller_id }),
}));
