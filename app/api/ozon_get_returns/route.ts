import { route } from "@/lib/http/route";
import { listReturns } from "@/lib/returns/list-returns";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { ozonGetReturns } from "@/lib/wire/crm";

export const GET = route(ozonGetReturns, async ({ actor, query }) => {
  const { limit, cursor } = query;
  const isTold = query.seller_id !== undefined || query.marketplace_id !== undefined;
  const seller_id = isTold ? await requireToldSeller(actor, query) : undefined;
  return listReturns({ actor, query: { tab: "all", seller_id, limit, cursor } });
});
