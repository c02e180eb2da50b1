import type { z } from "zod";
import type { Actor } from "../access/actor";
import { requireChat } from "../chats/read";
import { db } from "../db/client";
import type { getChatOrders } from "../wire/orders";
import { readAskedAbout } from "./asked-about";
import { findChatsOf } from "./chats-of-orders";
import { withDetails } from "./details";
import { type OrderRow, orderColumns } from "./model";
import { withPictures } from "./pictures";
import { findOthersOfBuyer } from "./same-buyer";

const MOST = 20;

/**
 * What stands beside a chat: the postings of its order (or the posting it was opened about), with what is left of what is
 * in them, the product that was asked about, and what else its buyer ordered and wrote here. Throws `not_found`.
 */
export async function readChatOrders(input: {
  actor: Actor;
  chatId: string;
}): Promise<z.output<typeof getChatOrders.answer>> {
  const chat = await requireChat(input.actor, input.chatId);
  const { sellerId } = chat;
  const rows = await readOfChat(chat);
  const others = await findOthersOfBuyer({
    sellerId,
    rows,
    buyerKey: chat.buyerKey,
    buyerName: chat.buyerName,
  });
  const [orders, earlier, other_chats, asked_about, sync] = await Promise.all([
    withDetails(rows),
    withPictures(others),
    findChatsOf({ sellerId, rows: [...rows, ...others], except: chat.id }),
    readAskedAbout(chat),
    db().sectionSync.findUnique({ where: { sellerId_section: { sellerId, section: "orders" } } }),
  ]);
  return {
    orders,
    earlier,
    other_chats,
    asked_about,
    fresh_at: sync?.freshAt?.toISOString() ?? null,
  };
}

/** Index postings_seller_id_order_number_idx, and the key. */
function readOfChat(chat: {
  sellerId: string;
  orderNumber: string | null;
  postingNumber: string | null;
}): Promise<OrderRow[]> {
  return db().$queryRaw<OrderRow[]>`
    SELECT ${orderColumns} FROM postings p
     WHERE p.seller_id = ${chat.sellerId}::uuid
       AND (p.order_number = ${chat.orderNumber} OR p.posting_number = ${chat.postingNumber})
     ORDER BY (p.posting_number = ${chat.postingNumber}) DESC NULLS LAST, p.posting_number LIMIT ${MOST}`;
}
