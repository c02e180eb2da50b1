import { route } from "@/lib/http/route";
import { listOrders } from "@/lib/orders/list";
import { listOrders as listEndpoint } from "@/lib/wire/orders";

export const GET = route(listEndpoint, ({ actor, query }) => {
  const { limit, cursor, sort, ...filters } = query;
  return listOrders({ actor, limit, cursor, sort, filters });
});
