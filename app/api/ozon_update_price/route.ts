import { route } from "@/lib/http/route";
import { updatePrices } from "@/lib/products/update-prices";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { ozonUpdatePrice } from "@/lib/wire/crm";

export const POST = route(ozonUpdatePrice, async ({ actor, body, idempotencyKey }) => {
  const sellerId = await requireToldSeller(actor, body);
  const { offer_id, price, old_price, confirm_large: isLargeConfirmed } = body;
  const items = [{ offer_id, price, old_price }];
  return { action: await updatePrices({ actor, sellerId, items, isLargeConfirmed, idempotencyKey }) };
});
