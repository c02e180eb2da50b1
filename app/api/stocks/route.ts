import { route } from "@/lib/http/route";
import { listStocks } from "@/lib/stocks/list-stocks";
import { listStocks as listEndpoint } from "@/lib/wire/stocks";

export const GET = route(listEndpoint, async ({ actor, query }) => {
  const { seller_id: sellerId, warehouse_id: warehouseId, ...rest } = query;
  return listStocks({ actor, sellerId, warehouseId, ...rest });
});
