import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf, connectSeller } from "../sellers/connect-seller";
import type { Chat } from "../wire/chats";
import { findAssignee, isPerson } from "./assignee";
import { changeRows, changerOf, lockChats } from "./change-rows";
import { ensureTags } from "./ensure-tags";
import { lockChat } from "./lock-chat";
import { getChat, requireChat } from "./read";
import { toSnooze } from "./snooze";

export interface ChatChange {
  readonly assignee_id?: string | null | undefined;
  readonly status?: "open" | "closed" | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly snoozed_until?: string | null | undefined;
}

/**
 * Assigns, closes, tags or snoozes on our side; the marketplace hears nothing. Unknown tags are made.
 * Throws `not_found`, `unknown_assignee`, `invalid_input` for a snooze that is over already.
 */
export async function changeChat(input: { actor: Actor; chatId: string; change: ChatChange }): Promise<Chat> {
  const { actor, change } = input;
  const { sellerId } = await requireChat(actor, input.chatId);
  const assignee = await findAssignee(change.assignee_id);
  if (assignee === "nobody" || (isPerson(assignee) && !assignee.maySee(sellerId)))
    throw new AppError("unknown_assignee");
  const snoozedUntil = toSnooze(change.snoozed_until);
  // no audit: here, for changeRows writes the record of what really changed.
  await inTransaction(async (tx) => {
    const names = await ensureTags(tx, { names: change.tags ?? [], actor });
    const chats = await lockChats(tx, { scope: visibleSellers(actor), chatIds: [input.chatId] });
    if (chats.length === 0) throw new AppError("not_found");
    const tags = change.tags?.map((tag) => names.get(tag) ?? tag);
    const row = { assignee, status: change.status, tags, snoozedUntil };
    await changeRows(tx, { chats, change: row, by: changerOf(actor) });
  });
  return getChat({ actor, chatId: input.chatId });
}

/** Everything in the chat counts as read here, and (where it can be told) at the marketplace. Throws `not_found`. */
export async function markChatRead(input: { actor: Actor; chatId: string }): Promise<void> {
  const chat = await requireChat(input.actor, input.chatId);
  // no audit: reading is no decision worth a record; hundreds a day would drown those that are.
  await inTransaction(async (tx) => {
    await lockChat(tx, chat.id);
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
