import { route } from "@/lib/http/route";
import { countProducts } from "@/lib/products/count";
import { countProducts as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, ({ actor, query }) => countProducts({ actor, filters: query }));
