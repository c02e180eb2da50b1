import { route } from "@/lib/http/route";
import { syncSellerNow } from "@/lib/sellers/change-seller";
import { syncSeller } from "@/lib/wire/sellers";

export const POST = route(syncSeller, async ({ actor, params }) => ({
  seller: await syncSellerNow({ actor, sellerId: params.id }),
}));
