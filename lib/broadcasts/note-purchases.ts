import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { lockBroadcasts } from "./lock-broadcasts";
import { recount } from "./recount";

/** An order within so many days of the message counts as its doing. */
export const PURCHASE_DAYS = 14;
/** Orders become known some time after they were placed: they are looked for a little longer. */
const KNOWN_LATE_DAYS = 2;

/**
 * Counts orders that buyers placed after a broadcast's message reached them, and within 14 days of it. The buyer of an
 * order is known by the marketplace's id of who ordered (the same as of the order the chat was about), or because one of
 * the buyer's chats speaks of it. For the sweep; one process at a time does it. Answers how many recipients changed.
 */
export async function notePurchases(): Promise<number> {
  // no audit: what a buyer did.
  return inTransaction(async (tx) => {
    const [lock] = await tx.sql.$queryRaw<Array<{ isOurs: boolean }>>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('broadcast purchases', 0)) AS "isOurs"`;
    if (lock?.isOurs !== true) return 0;
    const since = new Date(now().getTime() - (PURCHASE_DAYS + KNOWN_LATE_DAYS) * 86_400_000);
    const found = await tx.sql.$queryRawUnsafe<Purchase[]>(FIND, since, PURCHASE_DAYS);
    return found.length === 0 ? 0 : writeDown(tx, found);
  });
}

interface Purchase {
  readonly recipientId: string;
  readonly broadcastId: string;
  readonly orderNumber: string;
  readonly at: Date;
}

async function writeDown(tx: Tx, found: readonly Purchase[]): Promise<number> {
  const broadcastIds = found.map((purchase) => purchase.broadcastId);
  await lockBroadcasts(tx, broadcastIds);
  const changed = await tx.sql.$executeRaw`
    UPDATE broadcast_recipients r SET bought_at = bought.at, bought_order = bought.order_number
      FROM unnest(${found.map((purchase) => purchase.recipientId)}::uuid[],
                  ${found.map((purchase) => purchase.at.toISOString())}::timestamptz[],
                  ${found.map((purchase) => purchase.orderNumber)}::text[]) AS bought (id, at, order_number)
     WHERE r.id = bought.id AND r.status = 'sent' AND r.bought_at IS NULL`;
  await recount(tx, broadcastIds);
  return changed;
}

// An order may have several postings, and a late one of an old order is no purchase: its earliest must have been placed
// after the message. Cancelled postings buy nothing. The order a message was about is never its own success.
// Indexes: broadcast_recipients_by_sending, chats_by_buyer_key, postings_by_buyer_key, postings_seller_id_order_number_idx.
const FIND = `
  WITH waiting AS MATERIALIZED (
    SELECT r.id, r.broadcast_id, r.seller_id, r.sent_at, coalesce(r.buyer_key, c.buyer_key) AS buyer_key, c.order_number,
           r.posting_number, r.sent_at + make_interval(days => $2::int) AS until
      FROM broadcasts b
      JOIN broadcast_recipients r ON r.broadcast_id = b.id AND r.sent_at > $1::timestamptz
      JOIN chats c ON c.id = r.chat_id
     WHERE b.started_at IS NOT NULL AND (b.finished_at IS NULL OR b.finished_at > $1::timestamptz)
       AND r.status = 'sent' AND r.bought_at IS NULL),
  of_chats AS (
    SELECT w.id, other.order_number
      FROM waiting w JOIN chats other ON other.seller_id = w.seller_id AND other.buyer_key = w.buyer_key
    UNION ALL
    SELECT w.id, w.order_number FROM waiting w),
  theirs AS (
    SELECT w.id, p.order_number
      FROM waiting w
      JOIN postings own ON own.seller_id = w.seller_id AND own.order_number = w.order_number AND own.buyer_key IS NOT NULL
      JOIN postings p ON p.seller_id = w.seller_id AND p.buyer_key = own.buyer_key
     WHERE p.ordered_at > $1::timestamptz AND p.ordered_at > w.sent_at AND p.ordered_at <= w.until
    UNION
    SELECT w.id, p.order_number
      FROM of_chats JOIN waiting w ON w.id = of_chats.id
      JOIN postings p ON p.seller_id = w.seller_id AND p.order_number = of_chats.order_number
     WHERE p.ordered_at > $1::timestamptz AND p.ordered_at > w.sent_at AND p.ordered_at <= w.until)
  SELECT DISTINCT ON (w.id) w.id AS "recipientId", w.broadcast_id AS "broadcastId", theirs.order_number AS "orderNumber",
         placed.at
    FROM theirs
    JOIN waiting w ON w.id = theirs.id
    JOIN LATERAL (
      SELECT min(p.ordered_at) AS first_at, min(p.ordered_at) FILTER (WHERE p.state <> 'cancelled') AS at
        FROM postings p WHERE p.seller_id = w.seller_id AND p.order_number = theirs.order_number) placed
      ON placed.first_at > w.sent_at AND placed.at <= w.until
   WHERE theirs.order_number IS DISTINCT FROM (
           SELECT about.order_number FROM postings about
            WHERE about.seller_id = w.seller_id AND about.posting_number = w.posting_number)
   ORDER BY w.id, placed.at, theirs.order_number`;
