import { route } from "@/lib/http/route";
import { deleteProducts } from "@/lib/products/archive-products";
import { deleteProducts as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await deleteProducts({
    actor,
    sellerId: body.seller_id,
    offerIds: body.offer_ids,
    confirm: body.confirm,
    idempotencyKey,
  }),
}));
