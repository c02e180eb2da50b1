import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf, connectSeller } from "../sellers/connect-seller";
import type { Chat } from "../wire/chats";
import { getChat, requireChat } from "./read";

export interface ChatChange {
  readonly assignee_id?: string | null | undefined;
  readonly status?: "open" | "closed" | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly snoozed_until?: string | null | undefined;
}

/** Assigns, closes, tags or snoozes on our side; the marketplace hears nothing. Throws `not_found`, `unknown_assignee`. */
export async function changeChat(input: { actor: Actor; chatId: string; change: ChatChange }): Promise<Chat> {
  const { actor, change } = input;
  const chat = await requireChat(actor, input.chatId);
  if (typeof change.assignee_id === "string") await requireAssignee(change.assignee_id, chat.sellerId);
  await inTransaction(async (tx) => {
    await tx.sql.chat.update({
      where: { id: chat.id },
      data: {
        assigneeId: change.assignee_id,
        status: change.status,
        tags: change.tags === undefined ? undefined : [...new Set(change.tags)],
        snoozedUntil:
          typeof change.snoozed_until === "string" ? new Date(change.snoozed_until) : change.snoozed_until,
      },
    });
    await appendEvents(tx, [{ name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "chat.changed",
      subject: { type: "chat", id: chat.id },
      sellerId: chat.sellerId,
      details: { fields: Object.keys(change) },
      requestId: actor.requestId,
    });
  });
  return getChat({ actor, chatId: chat.id });
}

/** Whoever gets a chat must be able to see it. */
async function requireAssignee(userId: string, sellerId: string): Promise<void> {
  const user = await db().user.findUnique({
    where: { id: userId },
    include: { sellers: { where: { sellerId } } },
  });
  if (user === null || (user.role === "operator" && user.sellers.length === 0))
    throw new AppError("unknown_assignee");
}

/** Everything in the chat counts as read here, and (where it can be told) at the marketplace. Throws `not_found`. */
export async function markChatRead(input: { actor: Actor; chatId: string }): Promise<void> {
  const chat = await requireChat(input.actor, input.chatId);
  // no audit: reading is no decision worth a record; hundreds a day would drown those that are.
  await inTransaction(async (tx) => {
    await tx.sql.$queryRaw`SELECT 1 FROM chats WHERE id = ${chat.id}::uuid FOR UPDATE`;
    const read = await tx.sql.message.updateMany({
      where: { chatId: chat.id, direction: "inbound", readAt: null },
      data: { readAt: now() },
    });
    if (read.count === 0 && chat.unreadCount === 0) return;
    await tx.sql.chat.update({ where: { id: chat.id }, data: { unreadCount: 0 } });
    await appendEvents(tx, [{ name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id }]);
    const canTell = capabilitiesOf(chat.seller).canMarkRead && chat.kind === "buyer";
    if (canTell) tx.afterCommit(() => enqueue("report-read", { chat_id: chat.id }));
  });
}

/** Tells the marketplace how far a chat was read. A courtesy: when it fails, nothing is lost but a number in its cabinet. */
export async function reportRead(chatId: string): Promise<void> {
  const newest = await db().message.findFirst({
    where: { chatId, direction: "inbound", externalId: { not: null }, readAt: { not: null } },
    orderBy: [{ createdAt: "desc" }, { seq: "desc" }],
    select: { externalId: true, chat: { select: { externalId: true, sellerId: true } } },
  });
  if (newest === null || newest.externalId === null) return;
  const marketplace = await connectSeller({ sellerId: newest.chat.sellerId, lane: "poll" });
  await marketplace.chats.markRead?.({
    chatExternalId: newest.chat.externalId,
    upToExternalId: newest.externalId,
  });
}
