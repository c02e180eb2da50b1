import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf } from "../sellers/connect-seller";
import type { Message } from "../wire/messages";
import { lockChat } from "./lock-chat";
import { toWireMessage } from "./model";
import { requireChat } from "./read";
import { refreshChats } from "./refresh";

/**
 * Takes a message back that nobody has tried to send. Guarded like the claim: of a taking back and a sending at once
 * exactly one wins. What waited behind it leaves now. Throws `not_found`, `not_cancellable`.
 */
export async function cancelMessage(input: { actor: Actor; messageId: string }): Promise<Message> {
  const { actor } = input;
  if (!isUuid(input.messageId)) throw new AppError("not_found");
  const message = await db().message.findUnique({ where: { id: input.messageId }, select: { chatId: true } });
  if (message === null) throw new AppError("not_found");
  const chat = await requireChat(actor, message.chatId);
  const { replyWindowHours } = capabilitiesOf(chat.seller);
  return inTransaction(async (tx) => {
    await lockChat(tx, chat.id);
    const taken = await tx.sql.message.updateMany({
      where: { id: input.messageId, direction: "outbound", status: "queued", attempts: 0, claimedAt: null },
      data: { status: "cancelled", dueAt: null },
    });
    if (taken.count === 0) throw new AppError("not_cancellable");
    await refreshChats(tx, { chatIds: [chat.id], replyWindowHours });
    await appendEvents(tx, [
      { name: "message.updated", sellerId: chat.sellerId, subjectId: input.messageId },
      { name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id },
    ]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "message.cancelled",
      subject: { type: "message", id: input.messageId },
      sellerId: chat.sellerId,
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("deliver-chat", { chat_id: chat.id }));
    const row = await tx.sql.message.findUniqueOrThrow({
      where: { id: input.messageId },
      include: { attachments: true },
    });
    return toWireMessage(row);
  });
}

/** For the sweep: a message taken back is nobody's any more after a day. */
export async function forgetCancelled(): Promise<void> {
  // index messages_cancelled
  await db().$executeRaw`
    DELETE FROM messages WHERE status = 'cancelled' AND created_at < now() - interval '1 day'`;
}
