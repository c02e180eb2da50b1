import { db } from "../db/client";
import type { StockFacts } from "../marketplaces/stock-port";

/**
 * Whether all articles of a seller are known: a whole listing of products or of stocks has been taken in. Before that a
 * source that must be asked article by article would pass over most of them.
 */
export async function areOffersKnown(sellerId: string): Promise<boolean> {
  const found = await db().sectionSync.findFirst({
    where: { sellerId, section: { in: ["products", "stocks"] }, freshAt: { not: null } },
    select: { id: true },
  });
  return found !== null;
}

/** Articles and SKUs of everything the seller has there now. */
export async function listOffers(sellerId: string): Promise<{ offerIds: string[]; skus: string[] }> {
  const rows = await db().$queryRaw<Array<{ offer_id: string; sku: string | null }>>`
    SELECT offer_id, sku FROM products
     WHERE seller_id = ${sellerId}::uuid AND product_id IS NOT NULL AND gone_at IS NULL AND NOT is_archived
    UNION
    SELECT offer_id, sku FROM stocks WHERE seller_id = ${sellerId}::uuid AND source = 'products'`;
  return {
    offerIds: [...new Set(rows.map((row) => row.offer_id))],
    skus: [...new Set(rows.flatMap((row) => row.sku ?? []))],
  };
}

/** Articles of facts that tell a SKU alone. */
export async function findOffersBySku(
  sellerId: string,
  facts: readonly StockFacts[],
): Promise<ReadonlyMap<string, string>> {
  const skus = [...new Set(facts.flatMap((fact) => (fact.offerId === null ? (fact.sku ?? []) : [])))];
  if (skus.length === 0) return new Map();
  const rows = await db().$queryRaw<Array<{ offer_id: string; sku: string }>>`
    SELECT offer_id, sku FROM products WHERE seller_id = ${sellerId}::uuid AND sku = ANY (${skus})
    UNION
    SELECT offer_id, sku FROM stocks
     WHERE seller_id = ${sellerId}::uuid AND source = 'products' AND sku = ANY (${skus})`;
  return new Map(rows.map((row) => [row.sku, row.offer_id]));
}
