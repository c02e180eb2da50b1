import { now } from "../clock";
import type { Tx } from "../db/transaction";
import type { PriceFacts, ProductExtras, ProductFacts } from "../marketplaces/product-port";

/**
 * The one writer of what marketplaces tell of products; rows are locked in the order of their articles, as those of
 * postings are. What the marketplace leaves out stays as it was known. `listedAt`: of the pass that showed them.
 */
export async function storeProducts(
  tx: Tx,
  input: { sellerId: string; products: readonly ProductFacts[]; listedAt: Date },
): Promise<void> {
  const rows = inOrder(input.products).map(toRow);
  if (rows.length === 0) return;
  await tx.sql.$executeRaw`
    INSERT INTO products AS p (seller_id, offer_id, product_id, type_id, model_id, sku, name, category, category_id,
      pictures, barcodes, price, old_price, min_price, currency, vat, status, status_name, problems, is_archived,
      is_discounted, checked_at, priced_at, listed_at)
    SELECT ${input.sellerId}::uuid, n.offer_id, n.product_id, n.type_id, n.model_id, n.sku, coalesce(n.name, ''),
           n.category, n.category_id, coalesce(n.pictures, '{}'), coalesce(n.barcodes, '{}'), n.price, n.old_price,
           n.min_price, n.currency, n.vat, n.status, n.status_name, coalesce(n.problems, '[]'), n.is_archived,
           n.is_discounted, now(), CASE WHEN n.price IS NOT NULL THEN now() END, ${input.listedAt}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (offer_id text, product_id text, type_id text,
        model_id text, sku text, name text, category text, category_id text, pictures text[], barcodes text[],
        price numeric, old_price numeric, min_price numeric, currency text, vat text, status text, status_name text,
        problems jsonb, is_archived boolean, is_discounted boolean)
    ON CONFLICT (seller_id, offer_id) DO UPDATE SET
      product_id = coalesce(excluded.product_id, p.product_id), type_id = coalesce(excluded.type_id, p.type_id),
      model_id = coalesce(excluded.model_id, p.model_id), sku = coalesce(excluded.sku, p.sku),
      name = coalesce(nullif(excluded.name, ''), p.name), category = coalesce(excluded.category, p.category),
      category_id = coalesce(excluded.category_id, p.category_id),
      -- A product that only the list showed told nothing of these.
      pictures = CASE WHEN excluded.name = '' THEN p.pictures ELSE excluded.pictures END,
      barcodes = CASE WHEN excluded.name = '' THEN p.barcodes ELSE excluded.barcodes END,
      problems = CASE WHEN excluded.name = '' THEN p.problems ELSE excluded.problems END,
      price = coalesce(excluded.price, p.price),
      old_price = CASE WHEN excluded.price IS NULL THEN p.old_price ELSE excluded.old_price END,
      min_price = CASE WHEN excluded.price IS NULL THEN p.min_price ELSE excluded.min_price END,
      currency = coalesce(excluded.currency, p.currency), vat = coalesce(excluded.vat, p.vat),
      status = coalesce(excluded.status, p.status), status_name = coalesce(excluded.status_name, p.status_name),
      is_archived = excluded.is_archived, is_discounted = excluded.is_discounted, checked_at = excluded.checked_at,
      priced_at = coalesce(excluded.priced_at, p.priced_at),
      listed_at = greatest(excluded.listed_at, p.listed_at), gone_at = NULL`;
}

function toRow(product: ProductFacts) {
  const { offerId, productId, typeId, modelId, sku, name, category, categoryId, pictures, barcodes } =
    product;
  const { price, oldPrice, minPrice, currency, vat, status, statusName, problems } = product;
  return {
    offer_id: offerId,
    product_id: productId,
    type_id: typeId,
    model_id: modelId,
    ...{ sku, name, category, pictures, barcodes, price, currency, vat, status, problems },
    category_id: categoryId,
    old_price: oldPrice,
    min_price: minPrice,
    status_name: statusName,
    is_archived: product.isArchived,
    is_discounted: product.isDiscounted,
  };
}

/** The last one of each article, by article. */
function inOrder<T extends { readonly offerId: string }>(items: readonly T[]): T[] {
  const each = new Map(items.map((item) => [item.offerId, item]));
  return [...each.values()].sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
}

/**
 * What a whole listing that began at `passStartedAt` did not show is gone; what became known while it ran is left for
 * the next one.
 */
export async function markGone(tx: Tx, input: { sellerId: string; passStartedAt: Date }): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE products SET gone_at = now()
     WHERE seller_id = ${input.sellerId}::uuid AND gone_at IS NULL
       AND CASE WHEN listed_at IS NULL THEN id < ${idOf(input.passStartedAt)}::uuid
                ELSE listed_at < ${input.passStartedAt} END`;
}

/** Products the marketplace was asked for by name and did not have. */
export async function markMissing(
  tx: Tx,
  input: { sellerId: string; offerIds: readonly string[] },
): Promise<void> {
  await tx.sql.product.updateMany({
    where: { sellerId: input.sellerId, offerId: { in: [...input.offerIds] }, goneAt: null },
    data: { goneAt: now() },
  });
}

/** The first of our ids of that moment: they begin with their time. */
function idOf(at: Date): string {
  const digits = at.getTime().toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
}

/** Prices as they are at this moment. A product that is not here is left out. */
export async function storePrices(
  tx: Tx,
  input: { sellerId: string; prices: readonly PriceFacts[] },
): Promise<void> {
  const rows = inOrder(input.prices).flatMap(({ offerId, price, oldPrice, minPrice, currency }) =>
    price === null ? [] : [{ offer_id: offerId, price, old_price: oldPrice, min_price: minPrice, currency }],
  );
  if (rows.length === 0) return;
  await tx.sql.$executeRaw`
    UPDATE products p SET price = n.price, old_price = n.old_price, min_price = n.min_price,
           currency = coalesce(n.currency, p.currency), priced_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS n (offer_id text, price numeric, old_price numeric, min_price numeric, currency text)
     WHERE p.seller_id = ${input.sellerId}::uuid AND p.offer_id = n.offer_id`;
}

/** Attributes, ratings and the like; what was not told stays as it was known, and counts as asked for. */
export async function storeExtras(
  tx: Tx,
  input: { sellerId: string; extras: readonly ProductExtras[] },
): Promise<void> {
  const rows = inOrder(input.extras).map((one) => ({
    offer_id: one.offerId,
    attributes: one.attributes,
    rating: one.rating === null ? null : String(one.rating),
    rating_details: one.ratingGroups,
    subscribers: one.subscribers,
    related_skus: one.relatedSkus,
  }));
  if (rows.length === 0) return;
  await tx.sql.$executeRaw`
    UPDATE products p SET attributes = coalesce(nullif(n.attributes, 'null'), p.attributes),
           rating = coalesce(n.rating, p.rating),
           rating_details = coalesce(nullif(n.rating_details, 'null'), p.rating_details),
           subscribers = coalesce(n.subscribers, p.subscribers),
           related_skus = coalesce(n.related_skus, p.related_skus), detailed_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (offer_id text, attributes jsonb,
        rating numeric, rating_details jsonb, subscribers int, related_skus text[])
     WHERE p.seller_id = ${input.sellerId}::uuid AND p.offer_id = n.offer_id`;
}
