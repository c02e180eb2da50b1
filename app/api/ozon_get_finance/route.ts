import { now } from "@/lib/clock";
import { listMoneyEntries } from "@/lib/finance/entries";
import { route } from "@/lib/http/route";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { lastDays } from "@/lib/text/last-days";
import { ozonGetFinance } from "@/lib/wire/crm";

const DAYS = 30; // what the documents' program asked for

export const GET = route(ozonGetFinance, async ({ actor, query }) => {
  const { limit, cursor } = query;
  const isTold = query.seller_id !== undefined || query.marketplace_id !== undefined;
  const seller_id = isTold ? await requireToldSeller(actor, query) : undefined;
  return listMoneyEntries({ actor, query: { ...lastDays(DAYS, now()), seller_id, limit, cursor } });
});
