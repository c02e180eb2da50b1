import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Marketplace } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { refreshChats } from "./refresh";

/** A running order is asked about again after this long, in hours: its delivery changes until when we may write. */
const ASK_AGAIN_HOURS = 3;
const CHATS_AT_ONCE = 100;

interface ChatWithOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly postingNumber: string | null;
  readonly buyerName: string | null;
  readonly isOrderOpen: boolean;
}

/**
 * Asks for the orders that chats speak of and keeps their postings: buyer's name, posting number, what is in the parcel
 * and where it is, and whether the order lets us write beyond the usual window. What cannot be asked (no right, no such order) is left empty and not asked for again and again.
 */
export async function checkOrders(sellerId: string, marketplace: Marketplace): Promise<void> {
  if (marketplace.orders === undefined) return;
  // index chats_with_order_to_check
  const chats = await db().$queryRaw<ChatWithOrder[]>`
    SELECT id, order_number AS "orderNumber", posting_number AS "postingNumber", buyer_name AS "buyerName",
           is_order_open AS "isOrderOpen" FROM chats
     WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer' AND order_number IS NOT NULL
       AND (is_order_open OR order_checked_number IS DISTINCT FROM order_number)
       AND (order_checked_number IS DISTINCT FROM order_number
            OR order_checked_at < now() - make_interval(hours => ${ASK_AGAIN_HOURS}))
     ORDER BY last_message_at DESC NULLS LAST LIMIT ${CHATS_AT_ONCE}`;
  if (chats.length === 0) return;
  const postings = await findPostings(sellerId, marketplace, chats);
  if (postings !== null) await storeFacts({ sellerId, marketplace, chats, postings });
}

/** Null: cannot be asked now, the next poll tries again. Facts beside a chat never hold up its messages. */
async function findPostings(
  sellerId: string,
  marketplace: Marketplace,
  chats: readonly ChatWithOrder[],
): Promise<readonly PostingFacts[] | null> {
  try {
    const numbers = [...new Set(chats.map((chat) => chat.orderNumber))];
    return (await marketplace.orders?.findPostings(numbers)) ?? [];
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info({ seller_id: sellerId, kind: error.kind }, "orders of chats cannot be asked for");
    // A right or tariff that is missing will not come by asking; everything else may be better the next time.
    const isLasting = ["role_missing", "subscription_missing", "credentials_rejected", "not_found"].includes(
      error.kind,
    );
    return isLasting ? [] : null;
  }
}

async function storeFacts(input: {
  sellerId: string;
  marketplace: Marketplace;
  chats: readonly ChatWithOrder[];
  postings: readonly PostingFacts[];
}): Promise<void> {
  const { sellerId } = input;
  const { replyWindowHours, writableAfterDeliveryHours } = input.marketplace.capabilities;
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    const chats = await lockAsked(tx, input.chats);
    if (chats.length === 0) return;
    const orders = new Set(chats.map((chat) => chat.orderNumber));
    await storePostings(
      tx,
      sellerId,
      input.postings.filter((posting) => orders.has(posting.orderNumber)),
    );
    for (const chat of chats) {
      const postings = input.postings.filter((posting) => posting.orderNumber === chat.orderNumber);
      // An order that is not shown now says nothing new about its delivery.
      const isOpen = postings.length === 0 ? chat.isOrderOpen : postings.some((posting) => posting.isOpen);
      // The day of delivery is not told; seen open before and not now, it was delivered in between.
      const isJustOver = chat.isOrderOpen && !isOpen && writableAfterDeliveryHours !== null;
      await tx.sql.chat.update({
        where: { id: chat.id },
        data: {
          orderCheckedNumber: chat.orderNumber,
          orderCheckedAt: now(),
          isOrderOpen: isOpen,
          orderWritableUntil: isJustOver ? inHours(writableAfterDeliveryHours) : undefined,
          ...whatIsMissing(chat, postings),
        },
      });
    }
    const ids = chats.map((chat) => chat.id);
    await refreshChats(tx, { chatIds: ids, replyWindowHours });
    await appendEvents(
      tx,
      ids.map((id) => ({ name: "chat.updated", sellerId, subjectId: id })),
    );
  });
}

/**
 * The chats that still speak of the order that was asked for, locked in the order of their ids. Asking takes seconds: a
 * buyer who was erased meanwhile must not get their name back by the answer.
 */
async function lockAsked(tx: Tx, asked: readonly ChatWithOrder[]): Promise<ChatWithOrder[]> {
  const rows = await tx.sql.$queryRaw<Array<{ id: string; orderNumber: string | null }>>`
    SELECT id, order_number AS "orderNumber" FROM chats WHERE id = ANY (${asked.map((chat) => chat.id)}::uuid[])
     ORDER BY id FOR UPDATE`;
  return rows.flatMap((row) =>
    asked.filter((chat) => chat.id === row.id && chat.orderNumber === row.orderNumber),
  );
}

/** What the list told itself stays: a marketplace that names buyer and posting with the chat knows best. */
function whatIsMissing(chat: ChatWithOrder, postings: readonly PostingFacts[]) {
  const isOfThisOrder = postings.some((posting) => posting.postingNumber === chat.postingNumber);
  return {
    buyerName: chat.buyerName ?? postings.find((posting) => posting.buyerName !== null)?.buyerName,
    postingNumber: isOfThisOrder ? undefined : postings[0]?.postingNumber,
  };
}

/** The postings as they are shown now. A fact that is not told any more stays: lists tell less than they once did. */
async function storePostings(tx: Tx, sellerId: string, postings: readonly PostingFacts[]): Promise<void> {
  if (postings.length === 0) return;
  // One order for all writers, and each posting once: ON CONFLICT must not meet the same row twice.
  const rows = [...new Map(postings.map((posting) => [posting.postingNumber, posting])).values()]
    .sort((a, b) => (a.postingNumber < b.postingNumber ? -1 : 1))
    .map((posting) => ({
      posting_number: posting.postingNumber,
      order_number: posting.orderNumber,
      status: posting.status,
      state: posting.state,
      buyer_name: posting.buyerName,
      products: posting.products.map(({ offerId, ...product }) => ({ ...product, offer_id: offerId })),
      tracking_number: posting.trackingNumber,
      ordered_at: posting.orderedAt,
      ship_by: posting.shipBy,
      deliver_from: posting.deliverFrom,
      deliver_by: posting.deliverBy,
      delivered_at: posting.deliveredAt,
    }));
  await tx.sql.$executeRawUnsafe(UPSERT_POSTINGS, sellerId, JSON.stringify(rows));
}

const UPSERT_POSTINGS = `
  INSERT INTO postings AS p (seller_id, posting_number, order_number, status, state, buyer_name, products, tracking_number,
                             ordered_at, ship_by, deliver_from, deliver_by, delivered_at, checked_at)
  SELECT $1::uuid, n.posting_number, n.order_number, n.status, n.state, n.buyer_name, n.products, n.tracking_number,
         n.ordered_at, n.ship_by, n.deliver_from, n.deliver_by, n.delivered_at, now()
    FROM jsonb_to_recordset($2::jsonb) AS n (
      posting_number text, order_number text, status text, state text, buyer_name text, products jsonb,
      tracking_number text, ordered_at timestamptz, ship_by timestamptz, deliver_from timestamptz,
      deliver_by timestamptz, delivered_at timestamptz)
  ON CONFLICT (seller_id, posting_number) DO UPDATE SET
    order_number = excluded.order_number,
    status = excluded.status,
    state = excluded.state,
    buyer_name = coalesce(excluded.buyer_name, p.buyer_name),
    products = CASE WHEN excluded.products = '[]'::jsonb THEN p.products ELSE excluded.products END,
    tracking_number = coalesce(excluded.tracking_number, p.tracking_number),
    ordered_at = coalesce(excluded.ordered_at, p.ordered_at),
    ship_by = coalesce(excluded.ship_by, p.ship_by),
    deliver_from = coalesce(excluded.deliver_from, p.deliver_from),
    deliver_by = coalesce(excluded.deliver_by, p.deliver_by),
    delivered_at = coalesce(excluded.delivered_at, p.delivered_at),
    checked_at = excluded.checked_at`;

function inHours(hours: number): Date {
  return new Date(now().getTime() + hours * 3_600_000);
}
