import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";

/** A product as acts on it need it. */
export interface ActedProduct {
  readonly id: string;
  readonly offerId: string;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly name: string;
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly minPrice: string | null;
  readonly currency: string | null;
  readonly isArchived: boolean;
  readonly barcodes: string[];
}

/** Those of these articles that the seller has, by article. */
export async function findActed(
  sellerId: string,
  offerIds: readonly string[],
  tx?: Tx,
): Promise<Map<string, ActedProduct>> {
  // index products_pkey
  const rows = await (tx?.sql ?? db()).$queryRaw<ActedProduct[]>`
    SELECT p.id, p.offer_id AS "offerId", p.product_id AS "productId", p.sku, p.name, p.price::text,
           p.old_price::text AS "oldPrice", p.min_price::text AS "minPrice", p.currency,
           p.is_archived AS "isArchived", p.barcodes
      FROM products p
     WHERE p.seller_id = ${sellerId}::uuid AND p.offer_id = ANY (${[...offerIds]}) AND p.gone_at IS NULL`;
  return new Map(rows.map((row) => [row.offerId, row]));
}

/** The same, in the order given; one product is not named twice. Throws `same_subject_twice`, `unknown_article`. */
export async function requireActed(
  sellerId: string,
  offerIds: readonly string[],
  tx?: Tx,
): Promise<ActedProduct[]> {
  const twice = offerIds.filter((offerId, index) => offerIds.indexOf(offerId) !== index);
  if (twice.length > 0) throw new AppError("same_subject_twice", { details: { items: shown(twice) } });
  const found = await findActed(sellerId, offerIds, tx);
  const unknown = offerIds.filter((offerId) => !found.has(offerId));
  if (unknown.length > 0) throw new AppError("unknown_article", { details: { items: shown(unknown) } });
  return offerIds.flatMap((offerId) => found.get(offerId) ?? []);
}

/** What the marketplace knows by its own id; what is known from orders alone cannot be changed. Throws `unknown_article`. */
export function requireProductIds(
  products: readonly ActedProduct[],
): (ActedProduct & { readonly productId: string })[] {
  const unlisted = products.filter(({ productId }) => productId === null);
  if (unlisted.length > 0)
    throw new AppError("unknown_article", { details: { items: shown(unlisted.map((one) => one.offerId)) } });
  return products.flatMap((one) => (one.productId === null ? [] : [{ ...one, productId: one.productId }]));
}

const MOST_SHOWN = 100;

function shown(offerIds: readonly string[]) {
  return [...new Set(offerIds)].slice(0, MOST_SHOWN).map((offer_id) => ({ offer_id }));
}
