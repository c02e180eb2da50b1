import { route } from "@/lib/http/route";
import { updatePrices } from "@/lib/products/update-prices";
import { updatePrices as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await updatePrices({
    actor,
    sellerId: body.seller_id,
    items: body.items,
    isLargeConfirmed: body.confirm_large,
    idempotencyKey,
  }),
}));
