import { route } from "@/lib/http/route";
import { checkKey as checkKeyNow } from "@/lib/sellers/check-key";
import { checkKey } from "@/lib/wire/seller-keys";

export const POST = route(checkKey, async ({ actor, params }) => ({
  seller: await checkKeyNow({ actor, sellerId: params.id }),
}));
