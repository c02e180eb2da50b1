import { route } from "@/lib/http/route";
import { listProducts } from "@/lib/products/list";
import { listProducts as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, ({ actor, query }) => {
  const { limit, cursor, sort, ...filters } = query;
  return listProducts({ actor, filters, sort, limit, cursor });
});
