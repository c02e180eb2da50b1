import { route } from "@/lib/http/route";
import { assembleOrders } from "@/lib/orders/acts";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { ozonPackOrder } from "@/lib/wire/crm";

export const POST = route(ozonPackOrder, async ({ actor, body, idempotencyKey }) => {
  const sellerId = await requireToldSeller(actor, body);
  const postingNumbers = [body.posting_number];
  return { action: await assembleOrders({ actor, sellerId, postingNumbers, idempotencyKey }) };
});
