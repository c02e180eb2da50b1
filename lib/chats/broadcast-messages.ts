import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { lockChat } from "./lock-chat";
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

/**
 * Writes a message that is leaving now, claimed by the caller, who holds the chat's lock. What the chat's row says of it
 * follows with its answer (`markSent`, or what failing and settling do): the request waits for this transaction.
 */
export async function writeLeaving(
  tx: Tx,
  input: {
    message: LeavingMessage;
    broadcast: { readonly id: string; readonly name: string };
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
  await appendEvents(tx, [{ name: "message.created", sellerId, subjectId: row.id }]);
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
  await lockChat(tx, chatId);
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
