import type { Posting } from "@/generated/prisma/client";
import { now } from "../clock";
import type { Tx } from "../db/transaction";
import type { PostingFacts } from "../marketplaces/order-port";
import type { Capabilities } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { refreshChats } from "./refresh";
import { type ChangedPosting, storePostings } from "./store-postings";

/** A chat as it stands while its order is written down: its row is locked by the caller. */
export interface ChatOfOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly postingNumber: string | null;
  readonly buyerName: string | null;
  readonly isOrderOpen: boolean;
}

interface OrderFacts {
  readonly sellerId: string;
  readonly capabilities: Capabilities;
  /** Locked, in the order of their ids. */
  readonly chats: readonly ChatOfOrder[];
  /** Postings of these chats' orders, and of other orders of their buyers. */
  readonly postings: readonly PostingFacts[];
  /**
   * all: every posting of these orders was asked for; some: others of the same order stay as they are, and so do chats
   * of whose order nothing new is told.
   */
  readonly told: "all" | "some";
  /** The past of a seller is taken in: no news. */
  readonly isPast?: boolean;
}

const OPEN_STATES: ReadonlySet<string> = new Set([
  "awaiting",
  "packing",
  "shipped",
  "delivering",
  "disputed",
]);

/**
 * Stores postings and what they say of the chats of their orders: buyer's name, posting number, and whether and until
 * when the order lets us write beyond the usual window. In the caller's transaction. Answers the postings that changed.
 */
export async function storeOrderFacts(tx: Tx, facts: OrderFacts): Promise<readonly ChangedPosting[]> {
  const { sellerId, postings, isPast = false } = facts;
  const changed = await storePostings(tx, { sellerId, postings, isPast });
  const news = new Set(changed.map((posting) => posting.orderNumber));
  const chats = facts.chats.filter((chat) => facts.told === "all" || news.has(chat.orderNumber));
  if (chats.length === 0) return changed;
  const rows = await readPostings(tx, { ...facts, chats });
  for (const chat of chats) {
    const ofOrder = rows.filter((row) => row.orderNumber === chat.orderNumber);
    await tx.sql.chat.update({ where: { id: chat.id }, data: toChatData(chat, ofOrder, facts) });
  }
  const ids = chats.map((chat) => chat.id);
  await refreshChats(tx, { chatIds: ids, replyWindowHours: facts.capabilities.replyWindowHours });
  await appendEvents(
    tx,
    ids.map((id) => ({ name: "chat.updated", sellerId, subjectId: id })),
  );
  return changed;
}

function readPostings(tx: Tx, { sellerId, chats, postings, told }: OrderFacts): Promise<Posting[]> {
  const postingNumber = { in: postings.map((posting) => posting.postingNumber) };
  const orderNumber = { in: [...new Set(chats.map((chat) => chat.orderNumber))] };
  // index postings_seller_id_order_number_idx
  return tx.sql.posting.findMany({
    where: { sellerId, orderNumber, ...(told === "all" ? { postingNumber } : {}) },
    orderBy: { postingNumber: "asc" },
  });
}

function toChatData(chat: ChatOfOrder, postings: readonly Posting[], facts: OrderFacts) {
  // An order that is not shown now says nothing new about its delivery.
  const isOpen =
    postings.length === 0 ? chat.isOrderOpen : postings.some(({ state }) => OPEN_STATES.has(state));
  const isWhole = facts.told === "all" ? { orderCheckedNumber: chat.orderNumber, orderCheckedAt: now() } : {};
  return {
    ...isWhole,
    isOrderOpen: isOpen,
    orderWritableUntil: isOpen ? undefined : writableUntil(chat, postings, facts.capabilities),
    ...whatIsMissing(chat, postings),
  };
}

/** Counted from the delivery; from now where its moment is not told and it happened since we last looked. */
function writableUntil(
  chat: ChatOfOrder,
  postings: readonly Posting[],
  { writableAfterDeliveryHours: hours }: Capabilities,
): Date | undefined {
  const delivered = postings.filter(({ state }) => state === "delivered");
  if (hours === null || delivered.length === 0) return undefined;
  const moments = delivered.flatMap(({ deliveredAt }) => deliveredAt?.getTime() ?? []);
  if (chat.isOrderOpen && moments.length < delivered.length) moments.push(now().getTime());
  return moments.length === 0 ? undefined : new Date(Math.max(...moments) + hours * 3_600_000);
}

/** What the list told itself stays: a marketplace that names buyer and posting with the chat knows best. */
function whatIsMissing(chat: ChatOfOrder, postings: readonly Posting[]) {
  const isOfThisOrder = postings.some((posting) => posting.postingNumber === chat.postingNumber);
  return {
    buyerName: chat.buyerName ?? postings.find((posting) => posting.buyerName !== null)?.buyerName,
    postingNumber: isOfThisOrder ? undefined : postings[0]?.postingNumber,
  };
}
