import { route } from "@/lib/http/route";
import { handOverOrders } from "@/lib/orders/acts";
import { handOverOrders as endpoint } from "@/lib/wire/order-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await handOverOrders({
    actor,
    sellerId: body.seller_id,
    postingNumbers: body.posting_numbers,
    idempotencyKey,
  }),
}));
