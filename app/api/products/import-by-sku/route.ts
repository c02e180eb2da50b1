import { route } from "@/lib/http/route";
import { importBySku } from "@/lib/products/add-products";
import { importBySku as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await importBySku({ actor, sellerId: body.seller_id, items: body.items, idempotencyKey }),
}));
