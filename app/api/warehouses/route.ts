import { route } from "@/lib/http/route";
import { listWarehouses } from "@/lib/stocks/list-warehouses";
import { listWarehouses as listEndpoint } from "@/lib/wire/stocks";

export const GET = route(listEndpoint, async ({ actor, query }) =>
  listWarehouses({ actor, sellerId: query.seller_id }),
);
