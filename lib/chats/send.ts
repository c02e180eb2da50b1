import { createHash } from "node:crypto";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { log } from "../log";
import type { Capabilities } from "../marketplaces/ports";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { requestContext } from "../request-context";
import { capabilitiesOf } from "../sellers/connect-seller";
import type { Message } from "../wire/messages";
import { lockChat } from "./lock-chat";
import { KEY_PREFIX, toWireMessage } from "./model";
import { requireChat } from "./read";
import { refreshChats } from "./refresh";

/**
 * Puts an operator's reply in line: stored first, delivered by a worker, chats in order.
 * `text`: plain, 1 to the dialect's limit of UTF-16 units. The same `clientId` by the same person gives the first
 * message again. Throws `not_found`, `text_too_long`, `seller_not_active`, `reply_window_closed`, `chat_closed`.
 */
export async function queueReply(input: {
  actor: Actor;
  chatId: string;
  text: string;
  clientId?: string | undefined;
  /** How long it is held back so that it can be taken back (`cancelMessage`). */
  delaySeconds?: number | undefined;
}): Promise<Message> {
  const { text, ...who } = input;
  return queueOnce({
    ...who,
    requireFit: (capabilities) => requireShort(text, capabilities),
    put: (tx, reply) => queueReplyIn(tx, { ...reply, text }),
  });
}

type QueuedReply = Omit<Parameters<typeof queueReplyIn>[1], "text">;

/**
 * What every way of sending by a person shares: whose chat it is, once for each client id, is it open for writing.
 * `requireFit` throws what the dialect would refuse; `put` writes behind the chat's lock.
 */
export async function queueOnce(input: {
  actor: Actor;
  chatId: string;
  clientId?: string | undefined;
  delaySeconds?: number | undefined;
  requireFit: (capabilities: Capabilities) => void;
  put: (tx: Tx, reply: QueuedReply) => Promise<Message>;
}): Promise<Message> {
  const { actor, clientId, delaySeconds } = input;
  const chat = await requireChat(actor, input.chatId);
  const repeated =
    clientId === undefined ? null : await findByClientId(db(), { chatId: chat.id, actor, clientId });
  if (repeated !== null) return repeated;
  const capabilities = capabilitiesOf(chat.seller);
  requireWritable({ ...chat, sellerStatus: chat.seller.status }, capabilities);
  input.requireFit(capabilities);
  // no audit: here, for queueReplyIn writes the record.
  return inTransaction(async (tx) => {
    await lockChat(tx, chat.id);
    // Again behind the lock: the same call may have come twice at once.
    const twin =
      clientId === undefined ? null : await findByClientId(tx.sql, { chatId: chat.id, actor, clientId });
    if (twin !== null) return twin;
    return input.put(tx, {
      chat: { id: chat.id, sellerId: chat.sellerId, replyWindowHours: capabilities.replyWindowHours },
      author: { id: actor.userId, name: actor.name, requestId: actor.requestId },
      clientId,
      delaySeconds,
    });
  });
}

/** Who speaks: a person, or (`id` null) what speaks by itself, under its name. */
export interface ReplyAuthor {
  readonly id: string | null;
  readonly name: string | null;
  readonly requestId: string | null;
  /** For the record of what spoke by itself. */
  readonly details?: { readonly [key: string]: string };
}

/**
 * The inner half of every reply: row, summary, events, record, nudge. The caller holds the chat's lock and has asked
 * `requireWritable` and `requireShort`.
 */
export async function queueReplyIn(
  tx: Tx,
  input: {
    chat: { id: string; sellerId: string; replyWindowHours: number | null };
    author: ReplyAuthor;
    text: string;
    clientId?: string | undefined;
    /** Held back for so long; what is written later in this chat waits behind it. */
    delaySeconds?: number | undefined;
    /** The message is this file. */
    attachment?: { type: "image" | "document"; fileId: string; fileName: string; sizeBytes: number };
  },
): Promise<Message> {
  const { chat, author, attachment, delaySeconds = 0 } = input;
  const delayMs = delaySeconds * 1000;
  const requestId = author.requestId ?? requestContext()?.requestId ?? null;
  const row = await tx.sql.message.create({
    data: {
      chatId: chat.id,
      sellerId: chat.sellerId,
      direction: "outbound",
      authorType: "operator",
      authorId: author.id,
      authorName: author.name,
      text: input.text.replaceAll("\u0000", ""),
      status: "queued",
      createdAt: now(),
      dueAt: delayMs === 0 ? null : new Date(now().getTime() + delayMs),
      clientId: input.clientId ?? null,
      requestId,
      attachments: attachment === undefined ? undefined : { create: [{ ...attachment, position: 0 }] },
    },
    include: { attachments: true },
  });
  await refreshChats(tx, { chatIds: [chat.id], replyWindowHours: chat.replyWindowHours });
  await appendEvents(tx, [
    { name: "message.created", sellerId: chat.sellerId, subjectId: row.id },
    { name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id },
  ]);
  await appendAudit(tx, {
    actor: { type: author.id === null ? "system" : "user", id: author.id },
    action: "message.queued",
    subject: { type: "message", id: row.id },
    sellerId: chat.sellerId,
    details: author.details ?? {},
    requestId,
  });
  tx.afterCommit(() => log().info({ ...idsOf(row), request_id: requestId }, "message queued"));
  tx.afterCommit(() => enqueue("deliver-chat", { chat_id: chat.id }, delayMs === 0 ? {} : { delayMs }));
  return toWireMessage(row);
}

/** What a log line says of a message: no text, no name. */
function idsOf(row: { id: string; chatId: string; sellerId: string }) {
  return { message_id: row.id, chat_id: row.chatId, seller_id: row.sellerId };
}

/** Throws `text_too_long` beyond what the dialect takes. */
export function requireShort(text: string, { textMaxChars }: Pick<Capabilities, "textMaxChars">): void {
  if (text.length <= textMaxChars) return;
  throw new AppError("text_too_long", { details: { max_chars: textMaxChars, chars: text.length } });
}

/** Throws `seller_not_active`, `chat_closed`, `reply_window_closed` when the marketplace would not take a message. */
export function requireWritable(
  chat: { marketplaceStatus: string; writableUntil: Date | null; sellerStatus: string },
  capabilities: Capabilities,
): void {
  if (chat.sellerStatus !== "active") throw new AppError("seller_not_active");
  if (chat.marketplaceStatus === "closed") throw new AppError("chat_closed");
  const isLate =
    capabilities.replyWindowHours !== null && chat.writableUntil !== null && chat.writableUntil < now();
  if (isLate)
    throw new AppError("reply_window_closed", {
      details: { writable_until: chat.writableUntil?.toISOString() },
    });
}

/** A client id names one message for this long, in milliseconds: as long as an Idempotency-Key (contract). */
const CLIENT_ID_LASTS_MS = 24 * 60 * 60_000;

async function findByClientId(
  sql: Pick<Tx["sql"], "message">,
  { chatId, actor, clientId }: { chatId: string; actor: Actor; clientId: string },
): Promise<Message | null> {
  const since = new Date(now().getTime() - CLIENT_ID_LASTS_MS);
  const row = await sql.message.findFirst({
    where: { chatId, authorId: actor.userId, clientId, createdAt: { gt: since } },
    include: { attachments: true },
  });
  return row === null ? null : toWireMessage(row);
}

/**
 * What a message is called when its sender gave an Idempotency-Key and no client id. The row itself then remembers the
 * key: a process that dies between storing the message and noting its answer must not make a second one of it.
 */
export function clientIdOfKey(key: string | null, text: string): string | undefined {
  if (key === null) return undefined;
  return `${KEY_PREFIX}${createHash("sha256")
    .update(`${key}
${text}`)
    .digest("base64url")}`;
}

/**
 * A person chose to try a failed or unconfirmed message again. Guarded: only one click wins.
 * Throws `not_found`, `not_retryable`, and what sending throws.
 */
export async function retryMessage(input: { actor: Actor; messageId: string }): Promise<Message> {
  if (!isUuid(input.messageId)) throw new AppError("not_found");
  const message = await db().message.findUnique({ where: { id: input.messageId } });
  if (message === null) throw new AppError("not_found");
  const chat = await requireChat(input.actor, message.chatId);
  const capabilities = capabilitiesOf(chat.seller);
  requireWritable({ ...chat, sellerStatus: chat.seller.status }, capabilities);
  return inTransaction(async (tx) => {
    await lockChat(tx, chat.id);
    const taken = await tx.sql.message.updateMany({
      where: {
        id: message.id,
        direction: "outbound",
        externalId: null,
        status: { in: ["failed", "unconfirmed"] },
      },
      data: {
        status: "queued",
        errorCode: null,
        errorText: null,
        dueAt: null,
        claimedAt: null,
        attempts: 0,
        settleAttempts: 0,
        // From here on it is this request's doing.
        requestId: input.actor.requestId,
      },
    });
    if (taken.count === 0) throw new AppError("not_retryable");
    await refreshChats(tx, { chatIds: [chat.id], replyWindowHours: capabilities.replyWindowHours });
    await appendEvents(tx, [
      { name: "message.updated", sellerId: chat.sellerId, subjectId: message.id },
      { name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id },
    ]);
    await appendAudit(tx, {
      actor: { type: "user", id: input.actor.userId },
      action: "message.retried",
      subject: { type: "message", id: message.id },
      sellerId: chat.sellerId,
      details: { was: message.status },
      requestId: input.actor.requestId,
    });
    tx.afterCommit(() => log().info(idsOf(message), "message queued"));
    tx.afterCommit(() => enqueue("deliver-chat", { chat_id: chat.id }));
    const row = await tx.sql.message.findUniqueOrThrow({
      where: { id: message.id },
      include: { attachments: true },
    });
    return toWireMessage(row);
  });
}
