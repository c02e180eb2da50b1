import { db } from "../db/client";

/** A chat of the buyer, and how it was recognised as theirs. */
export interface BuyerChat {
  readonly id: string;
  readonly foundBy: "this_chat" | "same_author";
}

/**
 * All chats of one buyer at one seller: the chat itself, and those in which the marketplace gave the writer the same id.
 * A name or an order alone is no proof of who wrote. Looks through the seller's messages: rare, and worth some seconds.
 */
export async function findBuyerChats(chat: { id: string; sellerId: string }): Promise<BuyerChat[]> {
  const others = await db().$queryRaw<Array<{ id: string }>>`
    WITH authors AS (
      SELECT DISTINCT author_id FROM messages
       WHERE chat_id = ${chat.id}::uuid AND author_type = 'buyer' AND author_id <> '')
    SELECT DISTINCT m.chat_id AS id FROM messages m
     WHERE m.seller_id = ${chat.sellerId}::uuid AND m.author_type = 'buyer'
       AND m.author_id IN (SELECT author_id FROM authors) AND m.chat_id <> ${chat.id}::uuid`;
  return [
    { id: chat.id, foundBy: "this_chat" },
    ...others.map(({ id }) => ({ id, foundBy: "same_author" as const })),
  ];
}
