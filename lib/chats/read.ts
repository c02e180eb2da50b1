import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, type VisibleSellers, visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Chat } from "../wire/chats";
import type { Message } from "../wire/messages";
import { type ChatRow, toWireChat, toWireMessage } from "./model";

/** A stored chat of the actor's with its seller's facts. Throws `not_found`, also for one that is not theirs. */
export async function requireChat(actor: Actor, chatId: string) {
  if (!isUuid(chatId)) throw new AppError("not_found");
  const chat = await db().chat.findFirst({
    where: { id: chatId, seller: visibleSellerWhere(visibleSellers(actor)) },
    include: { seller: { select: { marketplace: true, dialect: true, status: true } } },
  });
  if (chat === null) throw new AppError("not_found");
  return chat;
}

/** One chat in its public form. Throws `not_found`. */
export async function getChat(input: { actor: Actor; chatId: string }): Promise<Chat> {
  const chat = await requireChat(input.actor, input.chatId);
  return toWireChat({ ...chat, marketplace: chat.seller.marketplace });
}

/** Chats in their public form, for the event stream. */
export async function readChatsForStream(ids: readonly string[]): Promise<Map<string, Chat>> {
  const rows = await db().chat.findMany({
    where: { id: { in: [...ids] } },
    include: { seller: { select: { marketplace: true } } },
  });
  return new Map(rows.map((row) => [row.id, toWireChat({ ...row, marketplace: row.seller.marketplace })]));
}

/** Messages in their public form, for the event stream. */
export async function readMessagesForStream(ids: readonly string[]): Promise<Map<string, Message>> {
  const rows = await db().message.findMany({
    where: { id: { in: [...ids] } },
    include: { attachments: byPosition },
  });
  return new Map(rows.map((row) => [row.id, toWireMessage(row)]));
}

const byPosition = { orderBy: { position: "asc" } } as const;

export interface ChatFilters {
  readonly seller_id?: string | undefined;
  readonly kind: "buyer" | "marketplace";
  readonly status: "open" | "closed" | "all";
  readonly unread?: boolean | undefined;
  readonly waiting?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly snoozed?: boolean | undefined;
  readonly assignee?: string | undefined;
  readonly tag?: string | undefined;
}

/** SQL for a list's filters over `chats c`, the actor's sellers included. */
export function filtersToSql(scope: VisibleSellers, filters: ChatFilters, userId: string): Prisma.Sql {
  const parts = [isVisible(scope, Prisma.sql`c.seller_id`), Prisma.sql`c.kind = ${filters.kind}`];
  if (filters.status !== "all") parts.push(Prisma.sql`c.status = ${filters.status}`);
  if (filters.seller_id !== undefined) {
    if (!isUuid(filters.seller_id)) return Prisma.sql`false`;
    parts.push(Prisma.sql`c.seller_id = ${filters.seller_id}::uuid`);
  }
  if (filters.unread !== undefined) {
    parts.push(filters.unread ? Prisma.sql`c.unread_count > 0` : Prisma.sql`c.unread_count = 0`);
  }
  if (filters.waiting !== undefined) parts.push(filters.waiting ? isWaiting : Prisma.sql`NOT (${isWaiting})`);
  if (filters.overdue !== undefined) parts.push(filters.overdue ? isOverdue : Prisma.sql`NOT (${isOverdue})`);
  if (filters.snoozed !== undefined) parts.push(filters.snoozed ? isSnoozed : Prisma.sql`NOT (${isSnoozed})`);
  if (filters.assignee === "none") parts.push(Prisma.sql`c.assignee_id IS NULL`);
  else if (filters.assignee !== undefined) {
    parts.push(Prisma.sql`c.assignee_id = ${filters.assignee === "me" ? userId : filters.assignee}`);
  }
  if (filters.tag !== undefined)
    parts.push(Prisma.sql`c.tags <> '{}' AND c.tags @> ARRAY[${filters.tag}]::text[]`);
  return Prisma.join(parts, " AND ");
}

/** A buyer waits for us: they spoke last, and the marketplace still takes an answer. */
export const isWaiting = Prisma.sql`(c.waiting_since IS NOT NULL AND (c.writable_until IS NULL OR c.writable_until > now()))`;

/** A buyer waits beyond our own target. */
export const isOverdue = Prisma.sql`(${isWaiting} AND c.due_at IS NOT NULL AND c.due_at <= now())`;

/** Put off, and its time has not come. */
export const isSnoozed = Prisma.sql`(c.snoozed_until IS NOT NULL AND c.snoozed_until > now())`;

/** Columns of `chats c` under the names Prisma's client uses, for raw queries. */
export const chatColumns = Prisma.sql`
  c.id, c.seller_id AS "sellerId", c.external_id AS "externalId", c.kind, c.buyer_name AS "buyerName", c.status,
  c.created_at AS "createdAt", c.last_message_at AS "lastMessageAt", c.last_message_preview AS "lastMessagePreview",
  c.last_message_direction AS "lastMessageDirection", c.unread_count AS "unreadCount", c.order_number AS "orderNumber",
  c.posting_number AS "postingNumber", c.writable_until AS "writableUntil", c.waiting_since AS "waitingSince",
  c.due_at AS "dueAt", c.deadline_at AS "deadlineAt",
  c.assignee_id AS "assigneeId", c.tags, c.snoozed_until AS "snoozedUntil",
  (SELECT s.marketplace FROM sellers s WHERE s.id = c.seller_id) AS marketplace`;

export type ChatListRow = Omit<ChatRow, "seller" | "messages"> & { marketplace: string };
