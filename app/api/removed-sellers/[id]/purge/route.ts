import { route } from "@/lib/http/route";
import { startPurge } from "@/lib/sellers/purge-seller";
import { purgeSeller } from "@/lib/wire/seller-keys";

export const POST = route(purgeSeller, async ({ actor, params, body }) => ({
  seller: await startPurge({ actor, sellerId: params.id, confirm: body.confirm }),
}));
