import type { Tx } from "../db/transaction";
import type { PostingFacts } from "../marketplaces/order-port";

/**
 * Postings as they are shown now, in the caller's transaction. A fact that is not told any more stays: lists tell less
 * than they once did. Beside them their changes of stage and what the shop sells by them, for whoever waits for that.
 */
export async function storePostings(
  tx: Tx,
  { sellerId, postings }: { sellerId: string; postings: readonly PostingFacts[] },
): Promise<void> {
  if (postings.length === 0) return;
  // One order for all writers, and each posting once: ON CONFLICT must not meet the same row twice.
  const told = [...new Map(postings.map((posting) => [posting.postingNumber, posting])).values()].sort(
    (a, b) => (a.postingNumber < b.postingNumber ? -1 : 1),
  );
  const numbers = told.map((posting) => posting.postingNumber);
  // What is compared with must not change under us; the statement below sees what is there once these are held.
  await tx.sql.$queryRaw`
    SELECT 1 FROM postings WHERE seller_id = ${sellerId}::uuid AND posting_number = ANY (${numbers})
     ORDER BY posting_number FOR UPDATE`;
  await tx.sql.$executeRawUnsafe(STORE, sellerId, JSON.stringify(told.map(toRow)));
  await meetProducts(tx, sellerId, told);
}

function toRow(posting: PostingFacts) {
  return {
    posting_number: posting.postingNumber,
    order_number: posting.orderNumber,
    status: posting.status,
    substatus: posting.substatus,
    state: posting.state,
    stage: posting.stage,
    buyer_name: posting.buyerName,
    buyer_key: posting.buyerKey,
    time_zone: posting.timeZone,
    products: posting.products.map(({ offerId, ...product }) => ({ ...product, offer_id: offerId })),
    tracking_number: posting.trackingNumber,
    ordered_at: posting.orderedAt,
    ship_by: posting.shipBy,
    deliver_from: posting.deliverFrom,
    deliver_by: posting.deliverBy,
    delivered_at: posting.deliveredAt,
  };
}

/** Stages in which a posting can be late: it waits at the pick-up point for the buyer, not the buyer for it. */
export const ON_ITS_WAY = "('awaiting', 'packing', 'shipped')";

/*
 * A posting met for the first time has changed only when its order is younger than a day: the past of a new seller, or
 * of a buyer who writes after months, is no news. The promised day moved back makes it late, once. A stage that was
 * announced is not announced again, whichever way the posting goes (the unique key says so).
 */
const STORE = `
  WITH told AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS n (
      posting_number text, order_number text, status text, substatus text, state text, stage text, buyer_name text,
      buyer_key text, time_zone text, products jsonb, tracking_number text, ordered_at timestamptz, ship_by timestamptz,
      deliver_from timestamptz, deliver_by timestamptz, delivered_at timestamptz)),
  before AS (
    SELECT p.posting_number, p.stage, p.deliver_by
      FROM postings p JOIN told USING (posting_number) WHERE p.seller_id = $1::uuid),
  stored AS (
    INSERT INTO postings AS p (seller_id, posting_number, order_number, status, substatus, state, stage, buyer_name,
                               buyer_key, time_zone, products, tracking_number, ordered_at, ship_by, deliver_from,
                               deliver_by, delivered_at, checked_at)
    SELECT $1::uuid, n.posting_number, n.order_number, n.status, n.substatus, n.state, n.stage, n.buyer_name,
           n.buyer_key, n.time_zone, n.products, n.tracking_number, n.ordered_at, n.ship_by, n.deliver_from,
           n.deliver_by, n.delivered_at, now()
      FROM told n
    ON CONFLICT (seller_id, posting_number) DO UPDATE SET
      order_number = excluded.order_number,
      status = excluded.status,
      substatus = excluded.substatus,
      state = excluded.state,
      stage = excluded.stage,
      buyer_name = coalesce(excluded.buyer_name, p.buyer_name),
      buyer_key = coalesce(excluded.buyer_key, p.buyer_key),
      time_zone = coalesce(excluded.time_zone, p.time_zone),
      products = CASE WHEN excluded.products = '[]'::jsonb THEN p.products ELSE excluded.products END,
      tracking_number = coalesce(excluded.tracking_number, p.tracking_number),
      ordered_at = coalesce(excluded.ordered_at, p.ordered_at),
      ship_by = coalesce(excluded.ship_by, p.ship_by),
      deliver_from = coalesce(excluded.deliver_from, p.deliver_from),
      deliver_by = coalesce(excluded.deliver_by, p.deliver_by),
      delivered_at = coalesce(excluded.delivered_at, p.delivered_at),
      checked_at = excluded.checked_at
    RETURNING posting_number, order_number, stage, ordered_at, deliver_by,
              coalesce(time_zone, 'Europe/Moscow') AS time_zone),
  changed AS (
    SELECT s.posting_number, s.order_number, s.stage FROM stored s LEFT JOIN before b USING (posting_number)
     WHERE s.stage <> 'unknown'
       AND CASE WHEN b.posting_number IS NULL THEN s.ordered_at > now() - interval '1 day'
                ELSE s.stage <> b.stage END
    UNION ALL
    SELECT s.posting_number, s.order_number, 'delayed' FROM stored s JOIN before b USING (posting_number)
     WHERE s.stage IN ${ON_ITS_WAY}
       AND (s.deliver_by AT TIME ZONE s.time_zone)::date > (b.deliver_by AT TIME ZONE s.time_zone)::date)
  INSERT INTO posting_changes (seller_id, posting_number, order_number, stage)
  SELECT $1::uuid, posting_number, order_number, stage FROM changed ORDER BY posting_number, stage
  ON CONFLICT (seller_id, posting_number, stage) DO NOTHING`;

/** Articles that are new here; what the marketplace says of them is asked later (`checkProducts`). */
async function meetProducts(tx: Tx, sellerId: string, postings: readonly PostingFacts[]): Promise<void> {
  const met = new Map(
    postings
      .flatMap((posting) => posting.products)
      .flatMap(({ offerId, sku, name }) =>
        offerId === null ? [] : [[offerId, { offer_id: offerId, sku, name }] as const],
      ),
  );
  if (met.size === 0) return;
  const rows = [...met.values()].sort((a, b) => (a.offer_id < b.offer_id ? -1 : 1));
  await tx.sql.$executeRaw`
    INSERT INTO products (seller_id, offer_id, sku, name, checked_at)
    SELECT ${sellerId}::uuid, n.offer_id, n.sku, n.name, to_timestamp(0)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (offer_id text, sku text, name text)
    ON CONFLICT (seller_id, offer_id) DO NOTHING`;
}
