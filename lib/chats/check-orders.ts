import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { Marketplace, PostingFacts } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { refreshChats } from "./refresh";

/** A running order is asked about again after this long, in hours: its delivery changes until when we may write. */
const ASK_AGAIN_HOURS = 3;
const CHATS_AT_ONCE = 100;

interface ChatWithOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly isOrderOpen: boolean;
}

/**
 * Asks for the orders that chats speak of: buyer's name, posting number, and whether the order lets us write beyond the
 * usual window. What cannot be asked (no right, no such order) is left empty and not asked for again and again.
 */
export async function checkOrders(sellerId: string, marketplace: Marketplace): Promise<void> {
  if (marketplace.orders === undefined) return;
  // index chats_with_order_to_check
  const chats = await db().$queryRaw<ChatWithOrder[]>`
    SELECT id, order_number AS "orderNumber", is_order_open AS "isOrderOpen" FROM chats
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
  const { sellerId, chats } = input;
  const { replyWindowHours, writableAfterDeliveryHours } = input.marketplace.capabilities;
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    for (const chat of [...chats].sort((a, b) => (a.id < b.id ? -1 : 1))) {
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
          buyerName: postings.find((posting) => posting.buyerName !== null)?.buyerName ?? undefined,
          postingNumber: postings[0]?.postingNumber ?? undefined,
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

function inHours(hours: number): Date {
  return new Date(now().getTime() + hours * 3_600_000);
}
