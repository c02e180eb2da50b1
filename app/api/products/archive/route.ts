import { route } from "@/lib/http/route";
import { archiveProducts } from "@/lib/products/archive-products";
import { archiveProducts as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await archiveProducts({
    actor,
    sellerId: body.seller_id,
    offerIds: body.offer_ids,
    idempotencyKey,
  }),
}));
