import { route } from "@/lib/http/route";
import { updateStocks } from "@/lib/stocks/update-stocks";
import { updateStocks as updateEndpoint } from "@/lib/wire/product-acts";

export const POST = route(updateEndpoint, async ({ actor, body, idempotencyKey }) => {
  const items = body.items.map((item) => ({
    offerId: item.offer_id,
    warehouseId: item.warehouse_id,
    stock: item.stock,
    expectedStock: item.expected_stock,
  }));
  return { action: await updateStocks({ actor, sellerId: body.seller_id, items, idempotencyKey }) };
});
