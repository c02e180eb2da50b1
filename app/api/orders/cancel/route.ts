import { route } from "@/lib/http/route";
import { cancelOrders } from "@/lib/orders/acts";
import { cancelOrders as endpoint } from "@/lib/wire/order-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await cancelOrders({
    actor,
    sellerId: body.seller_id,
    postingNumbers: body.posting_numbers,
    reasonId: body.reason_id,
    text: body.text,
    idempotencyKey,
  }),
}));
