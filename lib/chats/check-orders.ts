import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Marketplace } from "../marketplaces/ports";
import { withDeliveryTimes } from "./ask-deliveries";
import { isLastingRefusal } from "./lasting-refusal";
import { type ChatOfOrder, storeOrderFacts } from "./store-order-facts";

/** A running order is asked about again after this long, in hours: its delivery changes until when we may write. */
const ASK_AGAIN_HOURS = 3;
const CHATS_AT_ONCE = 100;

/**
 * Asks for the orders that chats speak of and keeps their postings: buyer's name, posting number, what is in the parcel
 * and where it is, and whether the order lets us write beyond the usual window. What cannot be asked (no right, no such order) is left empty and not asked for again and again.
 */
export async function checkOrders(sellerId: string, marketplace: Marketplace): Promise<void> {
  if (marketplace.orders === undefined) return;
  // index chats_with_order_to_check
  const chats = await db().$queryRaw<ChatOfOrder[]>`
    SELECT id, order_number AS "orderNumber", posting_number AS "postingNumber", buyer_name AS "buyerName",
           is_order_open AS "isOrderOpen" FROM chats
     WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer' AND order_number IS NOT NULL
       AND (is_order_open OR order_checked_number IS DISTINCT FROM order_number)
       AND (order_checked_number IS DISTINCT FROM order_number
            OR order_checked_at < now() - make_interval(hours => ${ASK_AGAIN_HOURS}))
     ORDER BY last_message_at DESC NULLS LAST LIMIT ${CHATS_AT_ONCE}`;
  if (chats.length === 0) return;
  const postings = await findPostings(sellerId, marketplace, chats);
  if (postings === null) return;
  const dated = await withDeliveryTimes({ sellerId, marketplace, postings });
  await storeFacts({ sellerId, marketplace, chats, postings: dated });
}

/** Null: cannot be asked now, the next poll tries again. Facts beside a chat never hold up its messages. */
async function findPostings(
  sellerId: string,
  marketplace: Marketplace,
  chats: readonly ChatOfOrder[],
): Promise<readonly PostingFacts[] | null> {
  try {
    const numbers = [...new Set(chats.map((chat) => chat.orderNumber))];
    return (await marketplace.orders?.findPostings(numbers)) ?? [];
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info({ seller_id: sellerId, kind: error.kind }, "orders of chats cannot be asked for");
    return isLastingRefusal(error) ? [] : null;
  }
}

async function storeFacts(input: {
  sellerId: string;
  marketplace: Marketplace;
  chats: readonly ChatOfOrder[];
  postings: readonly PostingFacts[];
}): Promise<void> {
  const { sellerId } = input;
  const { capabilities } = input.marketplace;
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    const chats = await lockAsked(tx, input.chats);
    if (chats.length === 0) return;
    const orders = new Set(chats.map((chat) => chat.orderNumber));
    const postings = input.postings.filter((posting) => orders.has(posting.orderNumber));
    await storeOrderFacts(tx, { sellerId, capabilities, chats, postings, told: "all" });
  });
}

/**
 * The chats that still speak of the order that was asked for, locked in the order of their ids. Asking takes seconds: a
 * buyer who was erased meanwhile must not get their name back by the answer.
 */
async function lockAsked(tx: Tx, asked: readonly ChatOfOrder[]): Promise<ChatOfOrder[]> {
  const rows = await tx.sql.$queryRaw<Array<{ id: string; orderNumber: string | null }>>`
    SELECT id, order_number AS "orderNumber" FROM chats WHERE id = ANY (${asked.map((chat) => chat.id)}::uuid[])
     ORDER BY id FOR UPDATE`;
  return rows.flatMap((row) =>
    asked.filter((chat) => chat.id === row.id && chat.orderNumber === row.orderNumber),
  );
}
