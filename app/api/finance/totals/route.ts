import { financeTotals } from "@/lib/finance/totals";
import { route } from "@/lib/http/route";
import { getFinanceTotals } from "@/lib/wire/finance";

export const GET = route(getFinanceTotals, ({ actor, query }) => financeTotals({ actor, query }));
