import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { forgetCached } from "../chats/attachment-cache";
import { emptyChats } from "../chats/empty-chats";
import { requireChat } from "../chats/read";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { appendEvents } from "../realtime/append-event";
import { findBuyerChats } from "./buyer-chats";

/**
 * Erases a buyer at one seller for good: all their chats become shells, and what the marketplace shows of them from
 * before never comes in again. `confirm`: the buyer's name, or the chat's id where none is known.
 * Throws `not_found`, `confirmation_wrong`.
 */
export async function eraseBuyer({
  actor,
  chatId,
  confirm,
}: {
  actor: Actor;
  chatId: string;
  confirm: string;
}): Promise<{ chats: number; messages: number }> {
  const chat = await requireChat(actor, chatId);
  if (confirm.trim() !== (chat.buyerName?.trim() || chat.id)) throw new AppError("confirmation_wrong");
  const found = await findBuyerChats(chat);
  const chatIds = found.map(({ id }) => id);
  return inTransaction(async (tx) => {
    const emptied = await emptyChats(tx, { chatIds, upTo: now() });
    await appendEvents(
      tx,
      chatIds.map((id) => ({ name: "chat.updated", sellerId: chat.sellerId, subjectId: id })),
    );
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "buyer.erased",
      subject: { type: "chat", id: chat.id },
      sellerId: chat.sellerId,
      // Ids and counts: the name of who wanted to be forgotten must not stand here for ever.
      details: {
        chat_ids: chatIds,
        messages: emptied.messages,
        notes: emptied.notes,
        files: emptied.attachmentIds.length,
      },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => forgetCached(emptied.attachmentIds));
    return { chats: chatIds.length, messages: emptied.messages };
  });
}
