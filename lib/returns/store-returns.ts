import type { Tx } from "../db/transaction";
import type { ReturnFacts } from "../marketplaces/return-port";

/**
 * Writes returns as the marketplace shows them, in the caller's transaction; a repeat changes nothing. What it does not
 * tell (null) stays as it was. A list does not say what may be done: when the state has changed since a return was asked
 * for in full, what was offered then is not offered any more. Nothing of forgotten buyers comes back.
 */
export async function storeReturns(
  tx: Tx,
  { sellerId, returns }: { sellerId: string; returns: readonly ReturnFacts[] },
): Promise<void> {
  if (returns.length === 0) return;
  const rows = [...new Map(returns.map((one) => [`${one.kind} ${one.externalId}`, toRow(one)])).values()];
  // In one order everywhere, so that two writers wait for each other instead of forever.
  rows.sort((a, b) => (a.kind + a.external_id < b.kind + b.external_id ? -1 : 1));
  await tx.sql.$executeRawUnsafe(UPSERT, sellerId, JSON.stringify(rows));
}

function toRow(one: ReturnFacts) {
  return {
    kind: one.kind,
    external_id: one.externalId,
    number: one.number,
    scheme: one.scheme,
    posting_number: one.postingNumber,
    order_number: one.orderNumber,
    buyer_name: one.buyerName,
    state: one.state,
    is_open: one.isOpen,
    status: one.status,
    status_name: one.statusName,
    money_state: one.moneyState,
    type: one.type,
    reason: one.reason,
    comment: one.comment,
    offer_id: one.offerId,
    sku: one.sku,
    product_name: one.productName,
    quantity: one.quantity,
    price: one.price,
    currency: one.currency,
    place: one.place,
    target_place: one.targetPlace,
    compensation: one.compensation,
    photos: one.photos,
    is_whole: one.acts !== null,
    actions: one.acts ?? [],
    rejections: one.rejections ?? [],
    created_at: one.createdAt?.toISOString() ?? null,
    changed_at: one.changedAt?.toISOString() ?? null,
  };
}

/** What a list leaves out is kept. */
const KEPT = [
  "number", "posting_number", "order_number", "status_name", "money_state", "type", "reason", "offer_id", "sku",
  "product_name", "price", "currency", "place", "target_place", "compensation", "created_at",
]; // biome-ignore format: a table

/** $1: the seller; $2: rows as `toRow` makes them. The moment of a change is ours where the marketplace tells none. */
const UPSERT = `
  WITH n AS (
    SELECT n.*, coalesce(p.is_anonymous, false) OR EXISTS (
             SELECT 1 FROM forgotten_buyers f
              WHERE f.seller_id = $1::uuid AND f.mark = 'order:' || n.order_number) AS is_anonymous
      FROM jsonb_to_recordset($2::jsonb) AS n (
             kind text, external_id text, number text, scheme text, posting_number text, order_number text,
             buyer_name text, state text, is_open boolean, status text, status_name text, money_state text, type text,
             reason text, comment text, offer_id text, sku text, product_name text, quantity int, price numeric,
             currency text, place text, target_place text, compensation text, photos text[], is_whole boolean,
             actions jsonb, rejections jsonb, created_at timestamptz, changed_at timestamptz)
      LEFT JOIN postings p ON p.seller_id = $1::uuid AND p.posting_number = n.posting_number)
  INSERT INTO returns AS r (
    seller_id, kind, external_id, number, scheme, posting_number, order_number, buyer_name, state, is_open, status,
    status_name, money_state, type, reason, comment, offer_id, sku, product_name, quantity, price, currency, place,
    target_place, compensation, photos, actions, rejections, is_anonymous, created_at, changed_at, detailed_at)
  SELECT $1::uuid, kind, external_id, number, scheme, posting_number, order_number,
         CASE WHEN NOT is_anonymous THEN buyer_name END, state, is_open, status, status_name, money_state, type, reason,
         CASE WHEN NOT is_anonymous THEN comment END, offer_id, sku, product_name, quantity, price, currency, place,
         target_place, compensation, CASE WHEN is_anonymous THEN '{}' ELSE photos END, actions, rejections, is_anonymous,
         created_at, coalesce(changed_at, created_at), CASE WHEN is_whole THEN now() END
    FROM n
  ON CONFLICT (seller_id, kind, external_id) DO UPDATE SET
    ${KEPT.map((name) => `${name} = coalesce(excluded.${name}, r.${name})`).join(", ")},
    scheme = excluded.scheme, state = excluded.state, is_open = excluded.is_open, status = excluded.status,
    quantity = excluded.quantity, seen_at = now(),
    is_anonymous = r.is_anonymous OR excluded.is_anonymous,
    buyer_name = CASE WHEN NOT (r.is_anonymous OR excluded.is_anonymous) THEN coalesce(excluded.buyer_name, r.buyer_name) END,
    comment = CASE WHEN NOT (r.is_anonymous OR excluded.is_anonymous) THEN coalesce(excluded.comment, r.comment) END,
    photos = CASE WHEN r.is_anonymous OR excluded.is_anonymous THEN '{}'
                  WHEN excluded.detailed_at IS NULL THEN r.photos ELSE excluded.photos END,
    actions = CASE WHEN excluded.detailed_at IS NOT NULL THEN excluded.actions
                   WHEN excluded.status = r.status THEN r.actions ELSE '[]' END,
    rejections = CASE WHEN excluded.detailed_at IS NOT NULL THEN excluded.rejections
                      WHEN excluded.status = r.status THEN r.rejections ELSE '[]' END,
    detailed_at = CASE WHEN excluded.detailed_at IS NOT NULL THEN excluded.detailed_at
                       WHEN excluded.status = r.status THEN r.detailed_at END,
    changed_at = CASE WHEN r.kind = 'parcel' THEN coalesce(excluded.changed_at, r.changed_at)
                      WHEN excluded.status = r.status THEN r.changed_at ELSE now() END`;
