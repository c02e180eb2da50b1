import { now } from "../clock";
import type { Tx } from "../db/transaction";
import type { PostingFacts } from "../marketplaces/order-port";
import { appendEvents } from "../realtime/append-event";
import { STORE_POSTINGS } from "./store-postings-sql";

/** More events than these at once say no more than a look at the list does. */
const MOST_EVENTS = 100;

/** A posting that is new here, or shows something new. */
export interface ChangedPosting {
  readonly id: string;
  readonly postingNumber: string;
  readonly orderNumber: string;
}

/**
 * The one writer of postings: as they are shown now, in the caller's transaction. A fact that is not told any more stays:
 * lists tell less than they once did. Beside them their changes of stage and what the shop sells by them, for whoever
 * waits for that, and events for those that changed. `isPast`: they were taken in for the first time, which is no news
 * but for what was ordered just now.
 */
export async function storePostings(
  tx: Tx,
  input: { sellerId: string; postings: readonly PostingFacts[]; isPast?: boolean },
): Promise<readonly ChangedPosting[]> {
  const { sellerId, postings, isPast = false } = input;
  if (postings.length === 0) return [];
  // One order for all writers, and each posting once: ON CONFLICT must not meet the same row twice.
  const told = [...new Map(postings.map((posting) => [posting.postingNumber, posting])).values()].sort(
    (a, b) => (a.postingNumber < b.postingNumber ? -1 : 1),
  );
  const numbers = told.map((posting) => posting.postingNumber);
  // What is compared with must not change under us; the statement below sees what is there once these are held.
  await tx.sql.$queryRaw`
    SELECT 1 FROM postings WHERE seller_id = ${sellerId}::uuid AND posting_number = ANY (${numbers})
     ORDER BY posting_number FOR UPDATE`;
  const changed = await tx.sql.$queryRawUnsafe<ChangedPosting[]>(
    STORE_POSTINGS,
    sellerId,
    JSON.stringify(told.map(toRow)),
  );
  await meetProducts(tx, sellerId, told);
  const news = isPast ? changed.filter(isOfThisMoment(told)) : changed;
  if (news.length <= MOST_EVENTS)
    await appendEvents(
      tx,
      news.map(({ id }) => ({ name: "order.updated", sellerId, subjectId: id })),
    );
  return changed;
}

/** Ordered while the past is taken in: the ring for it finds nothing new any more, so this is where it is told. */
const THIS_MOMENT_MS = 10 * 60_000;

function isOfThisMoment(told: readonly PostingFacts[]): (changed: ChangedPosting) => boolean {
  const since = now().getTime() - THIS_MOMENT_MS;
  const fresh = told.filter(({ orderedAt }) => orderedAt !== null && orderedAt.getTime() > since);
  const numbers = new Set(fresh.map(({ postingNumber }) => postingNumber));
  return ({ postingNumber }) => numbers.has(postingNumber);
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
    scheme: posting.scheme,
    order_id: posting.orderId,
    warehouse_id: posting.warehouseId,
    warehouse_name: posting.warehouseName,
    carrier: posting.carrier,
    delivery_method: posting.deliveryMethod,
    city: posting.city,
    region: posting.region,
    money: posting.money.map(({ oldPrice, ...money }) => ({ ...money, old_price: oldPrice })),
    actions: posting.acts,
    cancel_reason: posting.cancelReason,
    cancelled_by: posting.cancelledBy,
    handed_over_at: posting.handedOverAt,
  };
}

/** What is longer is no article, and no key holds it. */
const LONGEST_ARTICLE = 500;

/** Articles that are new here; what the marketplace says of them comes with the list of products. */
async function meetProducts(tx: Tx, sellerId: string, postings: readonly PostingFacts[]): Promise<void> {
  const met = new Map(
    postings
      .flatMap((posting) => posting.products)
      .flatMap(({ offerId, sku, name }) =>
        offerId === null || offerId.length > LONGEST_ARTICLE
          ? []
          : [[offerId, { offer_id: offerId, sku, name }] as const],
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
