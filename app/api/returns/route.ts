import { route } from "@/lib/http/route";
import { listReturns } from "@/lib/returns/list-returns";
import { listReturns as endpoint } from "@/lib/wire/returns";

export const GET = route(endpoint, ({ actor, query }) => listReturns({ actor, query }));
