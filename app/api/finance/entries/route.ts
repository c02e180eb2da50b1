import { listMoneyEntries } from "@/lib/finance/entries";
import { route } from "@/lib/http/route";
import { listMoneyEntries as endpoint } from "@/lib/wire/finance";

export const GET = route(endpoint, ({ actor, query }) => listMoneyEntries({ actor, query }));
