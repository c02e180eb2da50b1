import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import type { OpenMessage } from "./outbox";
import { refreshChats } from "./refresh";

/**
 * Messages of broadcasts. Their rows are written the moment they leave, so that nothing of a broadcast ever stands in a
 * chat's line before an operator's reply; from then on they are messages like any other (`outbox.ts`, `settle.ts`).
 */

/** A chat as whoever sends knows it; the text is the one that leaves. */
export type LeavingMessage = Pick<
  OpenMessage,
  | "chatId"
  | "sellerId"
  | "chatExternalId"
  | "chatSecret"
  | "sellerStatus"
  | "marketplace"
  | "dialect"
  | "text"
>;

/** Locks the chat; false when it is gone, or a message of ours is on its way into it just now. */
export async function lockFreeChat(tx: Tx, chatId: string): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM chats WHERE id = ${chatId}::uuid FOR UPDATE`;
  if (rows.length === 0) return false;
  // index messages_outbound_work
  const open = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM messages WHERE chat_id = ${chatId}::uuid AND status IN ('queued', 'sending') LIMIT 1`;
  return open.length === 0;
}

/** Writes a message that is leaving now, claimed by the caller, who holds the chat's lock. */
export async function writeLeaving(
  tx: Tx,
  input: {
    message: LeavingMessage;
    broadcast: { readonly id: string; readonly name: string };
    replyWindowHours: number | null;
  },
): Promise<OpenMessage> {
  const { message, broadcast } = input;
  const { chatId, sellerId } = message;
  const at = now();
  const row = await tx.sql.message.create({
    data: {
      chatId,
      sellerId,
      direction: "outbound",
      authorType: "operator",
      authorName: broadcast.name,
      text: message.text,
      status: "sending",
      createdAt: at,
      claimedAt: at,
      attempts: 1,
      broadcastId: broadcast.id,
    },
    select: { id: true },
  });
  await refreshChats(tx, { chatIds: [chatId], replyWindowHours: input.replyWindowHours });
  await appendEvents(tx, [
    { name: "message.created", sellerId, subjectId: row.id },
    { name: "chat.updated", sellerId, subjectId: chatId },
  ]);
  return {
    ...message,
    id: row.id,
    fileId: null,
    status: "sending",
    dueAt: null,
    claimedAt: at,
    requestId: null,
    attempts: 1,
    settleAttempts: 0,
  };
}

/** Takes back a message that surely did not leave; false when it has become of it something else meanwhile. */
export async function takeBackIn(
  tx: Tx,
  { message, replyWindowHours }: { message: OpenMessage; replyWindowHours: number | null },
): Promise<boolean> {
  const { chatId, sellerId } = message;
  await tx.sql.$queryRaw`SELECT 1 FROM chats WHERE id = ${chatId}::uuid FOR UPDATE`;
  const taken = await tx.sql.message.updateMany({
    where: { id: message.id, status: "sending", externalId: null },
    data: { status: "cancelled", claimedAt: null, dueAt: null },
  });
  if (taken.count === 0) return false;
  await refreshChats(tx, { chatIds: [chatId], replyWindowHours });
  await appendEvents(tx, [
    { name: "message.updated", sellerId, subjectId: message.id },
    { name: "chat.updated", sellerId, subjectId: chatId },
  ]);
  return true;
}
