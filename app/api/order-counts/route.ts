import { route } from "@/lib/http/route";
import { countOrders } from "@/lib/orders/count";
import { countOrders as countEndpoint } from "@/lib/wire/orders";

export const GET = route(countEndpoint, async ({ actor, query }) => ({
  counts: await countOrders({ actor, filters: query }),
}));
