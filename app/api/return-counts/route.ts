import { route } from "@/lib/http/route";
import { countReturns } from "@/lib/returns/list-returns";
import { countReturns as endpoint } from "@/lib/wire/returns";

export const GET = route(endpoint, async ({ actor, query }) => ({
  counts: await countReturns({ actor, query }),
}));
