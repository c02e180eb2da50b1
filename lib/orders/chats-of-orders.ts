import { type ChatForWire, toWireChat } from "../chats/model";
import { chatColumns } from "../chats/read";
import { db } from "../db/client";
import type { Chat } from "../wire/chats";
import type { OrderRow } from "./model";

const MOST = 10;

/**
 * Chats about these postings and others of their buyers' accounts at the same seller, the newest first. Indexes
 * chats_of_order, chats_by_posting, chats_by_buyer_key.
 */
export async function findChatsOf(about: {
  sellerId: string;
  rows: ReadonlyArray<Pick<OrderRow, "orderNumber" | "postingNumber" | "buyerKey">>;
  /** A chat that is on the screen already. */
  except: string | null;
}): Promise<Chat[]> {
  const { sellerId, rows, except } = about;
  const orders = rows.map((row) => row.orderNumber);
  const postings = rows.map((row) => row.postingNumber);
  const keys = rows.flatMap((row) => row.buyerKey ?? []);
  const chats = await db().$queryRaw<ChatForWire[]>`
    WITH found AS (
      SELECT id FROM chats WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer' AND order_number = ANY (${orders})
      UNION
      SELECT id FROM chats WHERE posting_number = ANY (${postings}) AND seller_id = ${sellerId}::uuid AND kind = 'buyer'
      UNION
      SELECT id FROM chats WHERE seller_id = ${sellerId}::uuid AND kind = 'buyer' AND buyer_key = ANY (${keys}))
    SELECT ${chatColumns} FROM chats c JOIN found USING (id)
     WHERE c.id IS DISTINCT FROM ${except}::uuid
     ORDER BY c.last_message_at DESC NULLS LAST, c.id DESC LIMIT ${MOST}`;
  return chats.map(toWireChat);
}
