import { route } from "@/lib/http/route";
import { handOverOrders } from "@/lib/orders/acts";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { ozonShipOrder } from "@/lib/wire/crm";

export const POST = route(ozonShipOrder, async ({ actor, body, idempotencyKey }) => {
  const sellerId = await requireToldSeller(actor, body);
  const postingNumbers = [body.posting_number];
  return { action: await handOverOrders({ actor, sellerId, postingNumbers, idempotencyKey }) };
});
