import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Marketplace } from "../marketplaces/ports";
import { connectSeller } from "../sellers/connect-seller";
import { withDeliveryTimes } from "./ask-deliveries";
import { isLastingRefusal } from "./lasting-refusal";
import { type ChatOfOrder, storeOrderFacts } from "./store-order-facts";

/** How far back the first look goes: so long the orders of chats may not have been asked for. */
const FIRST_LOOK_HOURS = 3;
/** Further back nothing is news any more. */
const LONGEST_LOOK_HOURS = 48;
/** Between two looks, in seconds. */
export const CHANGES_EVERY_SECONDS = 180;

/**
 * Takes in what changed among a seller's orders since the last time, page by page; the moment up to which all is taken in
 * is committed with the last one, so that a death in between costs a repeat. Whose orders have no chat here are passed
 * over. A right or method that is missing is remembered (`orders_refused_at`) and not asked for again and again.
 * Answers false when another process asked moments ago.
 */
export async function takeOrderChanges(sellerId: string): Promise<boolean> {
  const state = await claimLook(sellerId);
  if (state === null) return false;
  const marketplace = await connectSeller({ sellerId, lane: "poll" });
  if (marketplace.orders === undefined) return false;
  const earliest = now().getTime() - LONGEST_LOOK_HOURS * 3_600_000;
  const first = now().getTime() - FIRST_LOOK_HOURS * 3_600_000;
  const since = new Date(Math.max(state.ordersUntil?.getTime() ?? first, earliest));
  try {
    for await (const { postings, until } of marketplace.orders.listChanged({ since }))
      await storeChanged({ sellerId, marketplace, postings, until });
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info({ seller_id: sellerId, kind: error.kind }, "changes of orders cannot be asked for");
    if (isLastingRefusal(error)) await noteRefusal(sellerId);
  }
  return true;
}

/**
 * Somebody rang for a posting: fetches it with the seller's own key and takes in what is there. `changed`: it says
 * something new; `same`: what is known already (the marketplace may show it late); `not_ours`: it does not exist, or no
 * buyer of ours waits for it.
 */
export async function takePosting(input: {
  sellerId: string;
  postingNumber: string;
}): Promise<"changed" | "same" | "not_ours"> {
  const { sellerId, postingNumber } = input;
  const marketplace = await connectSeller({ sellerId, lane: "poll" });
  const posting = (await marketplace.orders?.findPosting(postingNumber)) ?? null;
  if (posting === null || posting.postingNumber !== postingNumber) return "not_ours";
  const before = await readWord(input);
  const count = await storeChanged({ sellerId, marketplace, postings: [posting], until: null });
  if (count === 0) return "not_ours";
  const after = await readWord(input);
  return before === after ? "same" : "changed";
}

/** What a ring could speak of, in one word to compare. */
async function readWord(input: { sellerId: string; postingNumber: string }): Promise<string> {
  const row = await db().posting.findUnique({ where: { sellerId_postingNumber: input } });
  return JSON.stringify([row?.status, row?.substatus, row?.shipBy, row?.deliverFrom, row?.deliverBy]);
}

/** One look at a time over all processes: who moves the moment of asking has it. */
async function claimLook(sellerId: string): Promise<{ ordersUntil: Date | null } | null> {
  const [state = null] = await db().$queryRaw<Array<{ ordersUntil: Date | null }>>`
    UPDATE sync_states SET orders_asked_at = now()
     WHERE seller_id = ${sellerId}::uuid
       AND (orders_asked_at IS NULL OR orders_asked_at < now() - make_interval(secs => ${CHANGES_EVERY_SECONDS}))
    RETURNING orders_until AS "ordersUntil"`;
  return state;
}

async function noteRefusal(sellerId: string): Promise<void> {
  await db().syncState.update({ where: { sellerId }, data: { ordersRefusedAt: now() } });
}

/** Answers how many of the postings are of buyers who have a chat here. */
async function storeChanged(input: {
  sellerId: string;
  marketplace: Marketplace;
  postings: readonly PostingFacts[];
  until: Date | null;
}): Promise<number> {
  const { sellerId, until } = input;
  const { capabilities } = input.marketplace;
  const ours = await ofOurBuyers(sellerId, input.postings);
  const postings = await withDeliveryTimes({ ...input, postings: ours });
  // no audit: what the marketplace shows is nobody's act here.
  return inTransaction(async (tx) => {
    const chats = await lockChats(tx, sellerId, postings);
    // Asked again under the locks: a buyer who was erased meanwhile must not come back by the answer.
    const wanted = await ofOurBuyers(sellerId, postings, tx);
    await storeOrderFacts(tx, { sellerId, capabilities, chats, postings: wanted, told: "some" });
    if (until !== null)
      await tx.sql.syncState.update({
        where: { sellerId },
        data: { ordersUntil: until, ordersRefusedAt: null },
      });
    return wanted.length;
  });
}

/** Of all a shop sells, what buyers ordered who have written to it: the rest is none of the desk's business. */
async function ofOurBuyers(
  sellerId: string,
  postings: readonly PostingFacts[],
  tx?: Tx,
): Promise<readonly PostingFacts[]> {
  if (postings.length === 0) return [];
  const told = postings.map((posting) => ({
    posting_number: posting.postingNumber,
    order_number: posting.orderNumber,
    buyer_key: posting.buyerKey,
  }));
  // Postings name a buyer by an id that need not be the chat's: one that a stored posting bears is known, too.
  // indexes chats_of_order, chats_by_posting, chats_by_buyer_key, postings_by_buyer_key
  const rows = await (tx?.sql ?? db()).$queryRaw<Array<{ posting_number: string }>>`
    SELECT n.posting_number
      FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS n (posting_number text, order_number text, buyer_key text)
     WHERE EXISTS (SELECT 1 FROM chats c WHERE c.seller_id = ${sellerId}::uuid AND c.order_number = n.order_number)
        OR EXISTS (SELECT 1 FROM chats c WHERE c.seller_id = ${sellerId}::uuid AND c.posting_number = n.posting_number)
        OR EXISTS (SELECT 1 FROM chats c WHERE c.seller_id = ${sellerId}::uuid AND c.buyer_key = n.buyer_key)
        OR EXISTS (SELECT 1 FROM postings p WHERE p.seller_id = ${sellerId}::uuid AND p.buyer_key = n.buyer_key)`;
  const numbers = new Set(rows.map((row) => row.posting_number));
  return postings.filter((posting) => numbers.has(posting.postingNumber));
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
