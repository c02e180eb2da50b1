import { route } from "@/lib/http/route";
import { addBarcodes } from "@/lib/products/add-products";
import { addBarcodes as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, async ({ actor, body, idempotencyKey }) => ({
  action: await addBarcodes({ actor, sellerId: body.seller_id, items: body.items, idempotencyKey }),
}));
