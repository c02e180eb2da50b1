import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { countTotal } from "../limits/count-outcomes";
import { log } from "../log";
import type { SendResult } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf } from "../sellers/connect-seller";
import type { ErrorCode } from "../wire/error-codes";
import { lockChat } from "./lock-chat";
import { refreshChats } from "./refresh";

/** State changes of an outbound message. Each is a guarded update: whoever comes second changes nothing. */

export interface OpenMessage {
  readonly id: string;
  readonly chatId: string;
  readonly sellerId: string;
  readonly chatExternalId: string;
  readonly chatSecret: string | null;
  readonly sellerStatus: string;
  readonly marketplace: string;
  readonly dialect: string;
  readonly text: string;
  /** The file that this message is; null for a text. */
  readonly fileId: string | null;
  readonly status: "queued" | "sending";
  readonly dueAt: Date | null;
  readonly claimedAt: Date | null;
  /** The request that caused it; null: none did (a rule). */
  readonly requestId: string | null;
  readonly attempts: number;
  readonly settleAttempts: number;
}

/** The oldest message of a chat that is queued or in flight; null when there is none. Index messages_outbound_work. */
export async function findFirstOpen(chatId: string): Promise<OpenMessage | null> {
  const rows = await db().$queryRaw<OpenMessage[]>`
    SELECT m.id, m.chat_id AS "chatId", m.seller_id AS "sellerId", c.external_id AS "chatExternalId",
           c.chat_secret AS "chatSecret", CASE WHEN s.deleted_at IS NULL THEN s.status ELSE 'removed' END AS "sellerStatus",
           s.marketplace, s.dialect, m.text, m.status, m.due_at AS "dueAt", m.claimed_at AS "claimedAt",
           (SELECT a.file_id FROM attachments a WHERE a.message_id = m.id AND a.position = 0) AS "fileId",
           m.request_id AS "requestId", m.attempts, m.settle_attempts AS "settleAttempts"
      FROM messages m JOIN chats c ON c.id = m.chat_id JOIN sellers s ON s.id = m.seller_id
     WHERE m.chat_id = ${chatId}::uuid AND m.status IN ('queued', 'sending')
     ORDER BY m.seq LIMIT 1`;
  return rows[0] ?? null;
}

/** Takes a queued message for sending; false when another process was faster. */
export async function claim(message: OpenMessage): Promise<boolean> {
  // no audit: a person's act was the queueing; on its way the message's own row says what became of it.
  return inTransaction(async (tx) => {
    const taken = await tx.sql.message.updateMany({
      where: { id: message.id, status: "queued" },
      data: {
        status: "sending",
        claimedAt: now(),
        dueAt: null,
        attempts: { increment: 1 },
        settleAttempts: 0,
      },
    });
    if (taken.count === 0) return false;
    await appendEvents(tx, [{ name: "message.updated", sellerId: message.sellerId, subjectId: message.id }]);
    return true;
  });
}

/**
 * The marketplace took it. History may have said so first; then there is nothing left to do. `isNewsToChat`: the chat's
 * row does not speak of it yet (a broadcast's).
 */
export async function markSent(
  message: OpenMessage,
  result: SendResult,
  { isNewsToChat = false }: { isNewsToChat?: boolean } = {},
): Promise<void> {
  // no audit: see `claim`.
  await inTransaction(async (tx) => {
    await lockChat(tx, message.chatId);
    if (result.externalId !== null) await dropTwin(tx, message, result.externalId);
    const changed = await tx.sql.message.updateMany({
      where: { id: message.id, status: "sending" },
      data: { status: "sent", externalId: result.externalId, errorCode: null, errorText: null, dueAt: null },
    });
    if (changed.count === 0) return;
    await say(tx, message);
    if (isNewsToChat) await summarize(tx, message);
    tx.afterCommit(() => noteEnd(message, "sent"));
  });
}

/**
 * The history may have brought our message before this answer did, and under a text the marketplace changed, so that
 * it was not recognised: then the row from the history is the same message a second time.
 */
async function dropTwin(tx: Tx, message: OpenMessage, externalId: string): Promise<void> {
  await tx.sql.message.deleteMany({
    where: { chatId: message.chatId, externalId, authorType: "seller", NOT: { id: message.id } },
  });
}

/** Gives the message back to its author with the reason. */
export async function failMessage(
  message: OpenMessage,
  reason: { code: ErrorCode; text: string | null; from: "queued" | "sending" },
): Promise<void> {
  await finish(message, { from: reason.from, status: "failed", code: reason.code, text: reason.text });
}

/** The history was asked long enough and does not settle it: a person decides. */
export async function stopSettling(message: OpenMessage): Promise<void> {
  await finish(message, { from: "sending", status: "unconfirmed", code: "delivery_unconfirmed", text: null });
}

async function finish(
  message: OpenMessage,
  end: { from: "queued" | "sending"; status: "failed" | "unconfirmed"; code: ErrorCode; text: string | null },
): Promise<void> {
  // no audit: see `claim`; the reason stands in the row.
  await inTransaction(async (tx) => {
    await lockChat(tx, message.chatId);
    const changed = await tx.sql.message.updateMany({
      where: { id: message.id, status: end.from, externalId: null },
      data: {
        status: end.status,
        errorCode: end.code,
        errorText: end.text?.slice(0, 500) ?? null,
        dueAt: null,
      },
    });
    if (changed.count === 0) return;
    await say(tx, message);
    await summarize(tx, message);
    tx.afterCommit(() => noteEnd(message, end.status, end.code));
  });
}

/** What became of a message, for the log and for figures: no text. */
function noteEnd(message: OpenMessage, status: "sent" | "failed" | "unconfirmed", code?: ErrorCode): void {
  countTotal("messages", status);
  const ids = { message_id: message.id, chat_id: message.chatId, seller_id: message.sellerId };
  log().info({ ...ids, request_id: message.requestId, code }, `message ${status}`);
}

/** Sets when a message in flight is looked at next; `wasLookedAt` counts a look at the history. */
export async function postpone(
  message: OpenMessage,
  { seconds, wasLookedAt }: { seconds: number; wasLookedAt: boolean },
): Promise<Date> {
  const dueAt = new Date(now().getTime() + seconds * 1000);
  await db().message.updateMany({
    // Guarded by the count: of several who looked at once, one uses up a pause.
    where: { id: message.id, status: "sending", settleAttempts: message.settleAttempts },
    data: { dueAt, settleAttempts: wasLookedAt ? { increment: 1 } : undefined },
  });
  return dueAt;
}

/** What the chat's row says, worked out anew. */
async function summarize(tx: Tx, message: OpenMessage): Promise<void> {
  const { chatId, sellerId } = message;
  const { replyWindowHours } = capabilitiesOf(message);
  await refreshChats(tx, { chatIds: [chatId], replyWindowHours });
  await appendEvents(tx, [{ name: "chat.updated", sellerId, subjectId: chatId }]);
}

async function say(tx: Tx, message: OpenMessage): Promise<void> {
  await appendEvents(tx, [{ name: "message.updated", sellerId: message.sellerId, subjectId: message.id }]);
}
