import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Capabilities, Marketplace } from "../marketplaces/ports";
import { connectSeller } from "../sellers/connect-seller";
import { withDeliveryTimes } from "./ask-deliveries";
import { type ChatOfOrder, storeOrderFacts } from "./store-order-facts";
import type { ChangedPosting } from "./store-postings";

/**
 * Somebody rang for a posting: fetches it with the seller's own key and takes in what is there. `changed`: it says
 * something new; `same`: what is known already (the marketplace may show it late); `unknown`: it does not exist.
 */
export async function takePosting(input: {
  sellerId: string;
  postingNumber: string;
}): Promise<"changed" | "same" | "unknown"> {
  const { sellerId, postingNumber } = input;
  const marketplace = await connectSeller({ sellerId, lane: "poll" });
  const posting = (await marketplace.orders?.findPosting(postingNumber)) ?? null;
  if (posting === null || posting.postingNumber !== postingNumber) return "unknown";
  const changed = await takeShownPostings({ sellerId, marketplace, postings: [posting] });
  return changed.length === 0 ? "same" : "changed";
}

/** Postings that were just fetched, stored with what they say of chats. Answers those that show something new. */
export async function takeShownPostings(input: {
  sellerId: string;
  marketplace: Marketplace;
  postings: readonly PostingFacts[];
}): Promise<readonly ChangedPosting[]> {
  const { sellerId } = input;
  const { capabilities } = input.marketplace;
  const postings = await withTimesForChats(input);
  // no audit: what the marketplace shows is nobody's act here.
  return inTransaction((tx) => keepPostings(tx, { sellerId, capabilities, postings }));
}

/**
 * The same postings, those that chats speak of with when they were delivered: until when we may write hangs on it, and
 * lists do not tell. Of the others nobody asks: a single question each would use up the seller's limits.
 */
export async function withTimesForChats(input: {
  sellerId: string;
  marketplace: Marketplace;
  postings: readonly PostingFacts[];
}): Promise<readonly PostingFacts[]> {
  const { sellerId } = input;
  const delivered = input.postings.filter((posting) => posting.stage === "delivered");
  if (delivered.length === 0) return input.postings;
  // index chats_of_order
  const rows = await db().$queryRaw<Array<{ orderNumber: string }>>`
    SELECT DISTINCT order_number AS "orderNumber" FROM chats
     WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer'
       AND order_number = ANY (${delivered.map((posting) => posting.orderNumber)})`;
  const spokenOf = new Set(rows.map((row) => row.orderNumber));
  const toDate = delivered.filter((posting) => spokenOf.has(posting.orderNumber));
  const dated = await withDeliveryTimes({ ...input, postings: toDate });
  const byNumber = new Map(dated.map((posting) => [posting.postingNumber, posting]));
  return input.postings.map((posting) => byNumber.get(posting.postingNumber) ?? posting);
}

/** Writes postings and what they say of the chats of their orders, in the caller's transaction. */
export async function keepPostings(
  tx: Tx,
  input: {
    sellerId: string;
    capabilities: Capabilities;
    postings: readonly PostingFacts[];
    isPast?: boolean;
  },
): Promise<readonly ChangedPosting[]> {
  if (input.postings.length === 0) return [];
  // Chats before postings, as everywhere.
  const chats = await lockChats(tx, input.sellerId, input.postings);
  return storeOrderFacts(tx, { ...input, chats, told: "some" });
}

/** The chats of these orders, locked in the order of their ids. */
function lockChats(
  tx: Tx,
  sellerId: string,
  postings: readonly PostingFacts[],
): Promise<readonly ChatOfOrder[]> {
  const orders = [...new Set(postings.map((posting) => posting.orderNumber))];
  // index chats_of_order
  return tx.sql.$queryRaw<ChatOfOrder[]>`
    SELECT id, order_number AS "orderNumber", posting_number AS "postingNumber", buyer_name AS "buyerName",
           is_order_open AS "isOrderOpen"
      FROM chats WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer' AND order_number = ANY (${orders})
     ORDER BY id FOR UPDATE`;
}
