import { route } from "@/lib/http/route";
import { unarchiveProducts } from "@/lib/products/archive-products";
import { unarchiveProducts as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await unarchiveProducts({
    actor,
    sellerId: body.seller_id,
    offerIds: body.offer_ids,
    idempotencyKey,
  }),
}));
