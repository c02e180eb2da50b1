import { route } from "@/lib/http/route";
import { assembleOrders } from "@/lib/orders/acts";
import { assembleOrders as endpoint } from "@/lib/wire/order-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await assembleOrders({
    actor,
    sellerId: body.seller_id,
    postingNumbers: body.posting_numbers,
    idempotencyKey,
  }),
}));
