import { route } from "@/lib/http/route";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { updateStocks } from "@/lib/stocks/update-stocks";
import { ozonUpdateStock } from "@/lib/wire/crm";

export const POST = route(ozonUpdateStock, async ({ actor, body, idempotencyKey }) => {
  const sellerId = await requireToldSeller(actor, body);
  const { offer_id: offerId, stock, warehouse_id } = body;
  const warehouseId = warehouse_id === undefined ? undefined : String(warehouse_id);
  return {
    action: await updateStocks({ actor, sellerId, items: [{ offerId, stock, warehouseId }], idempotencyKey }),
  };
});
