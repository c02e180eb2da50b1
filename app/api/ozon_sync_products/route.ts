import { route } from "@/lib/http/route";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { requestSections } from "@/lib/sync/request-sections";
import { ozonSyncProducts } from "@/lib/wire/crm";

export const POST = route(ozonSyncProducts, async ({ actor, body }) => {
  const sellerId = await requireToldSeller(actor, body);
  const sections = ["products", "stocks", "warehouse_stocks", "own_stocks"] as const;
  return { items: await requestSections({ actor, sellerId, sections }) };
});
