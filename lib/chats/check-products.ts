import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace } from "../marketplaces/ports";
import type { ProductFacts } from "../marketplaces/product-port";
import { isLastingRefusal } from "./lasting-refusal";

/** Articles in one poll. */
const PRODUCTS_AT_ONCE = 100;
/** Names and categories change seldom. */
const ASK_AGAIN_DAYS = 30;
/** A right that was missing is tried again after this long, or with another key. */
const REFUSED_HOURS = 24;

/**
 * Asks what the articles of stored postings are: name, category. A few in each poll. What the marketplace does not know
 * is not asked for again for a month; a missing right not for a day.
 */
export async function checkProducts(sellerId: string, marketplace: Marketplace): Promise<void> {
  if (marketplace.products === undefined) return;
  const offerIds = await listUnchecked(sellerId);
  if (offerIds.length === 0) return;
  try {
    await storeProducts(sellerId, offerIds, await marketplace.products.findProducts(offerIds));
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    // Facts beside a chat never hold up its messages.
    log().info({ seller_id: sellerId, kind: error.kind }, "products cannot be asked for");
    if (isLastingRefusal(error))
      await db().syncState.update({ where: { sellerId }, data: { productsRefusedAt: now() } });
  }
}

async function listUnchecked(sellerId: string): Promise<string[]> {
  // index products_seller_id_checked_at_idx
  const rows = await db().$queryRaw<Array<{ offer_id: string }>>`
    SELECT p.offer_id FROM products p
      JOIN sync_states t ON t.seller_id = p.seller_id JOIN sellers s ON s.id = p.seller_id
     WHERE p.seller_id = ${sellerId}::uuid AND p.checked_at < now() - make_interval(days => ${ASK_AGAIN_DAYS})
       AND (t.products_refused_at IS NULL OR t.products_refused_at < s.api_key_set_at
            OR t.products_refused_at < now() - make_interval(hours => ${REFUSED_HOURS}))
     ORDER BY p.checked_at LIMIT ${PRODUCTS_AT_ONCE}`;
  return rows.map((row) => row.offer_id);
}

/** What was asked for counts as checked, told or not. A fact that is not told stays as the posting named it. */
async function storeProducts(
  sellerId: string,
  asked: readonly string[],
  products: readonly ProductFacts[],
): Promise<void> {
  const told = new Map(products.map((product) => [product.offerId, product]));
  const rows = [...asked].sort().map((offer_id) => {
    const product = told.get(offer_id);
    const { sku = null, name = null, category = null, categoryId = null } = product ?? {};
    return { offer_id, sku, name, category, category_id: categoryId };
  });
  // One statement; nothing else is written with it.
  await db().$executeRaw`
    UPDATE products p SET
      sku = coalesce(n.sku, p.sku), name = coalesce(n.name, p.name), category = coalesce(n.category, p.category),
      category_id = coalesce(n.category_id, p.category_id), checked_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS n (offer_id text, sku text, name text, category text, category_id text)
     WHERE p.seller_id = ${sellerId}::uuid AND p.offer_id = n.offer_id`;
}
