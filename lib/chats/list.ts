import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import type { Chat } from "../wire/chats";
import { type ChatForWire, toWireChat } from "./model";
import { type ChatFilters, chatColumns, filtersToSql, isOverdue, isSnoozed, isWaiting } from "./read";
import { matchesQuery } from "./search";

const listCursor = z.strictObject({ at: z.iso.datetime().nullable(), id: z.uuid() });

/**
 * Chats of the actor, newest message first, paged by key.
 * Indexes chats_by_last_message, chats_of_seller_by_last_message, chats_of_any_status, chats_unread, chats_waiting.
 */
export async function listChats(input: {
  actor: Actor;
  filters: ChatFilters & { q?: string | undefined };
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Chat[]; next_cursor: string | null }> {
  const { actor, filters, limit } = input;
  const after = input.cursor === undefined ? null : decodeCursor(listCursor, input.cursor);
  const where = [filtersToSql(visibleSellers(actor), filters, actor.userId), afterPosition(after)];
  if (filters.q !== undefined) where.push(await matchesQuery(filters.q));
  const rows = await db().$queryRaw<ChatForWire[]>`
    SELECT ${chatColumns} FROM chats c
     WHERE ${Prisma.join(where, " AND ")}
     ORDER BY c.last_message_at DESC NULLS LAST, c.id DESC
     LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toWireChat),
    next_cursor:
      rows.length > limit && last !== undefined
        ? encodeCursor({ at: last.lastMessageAt?.toISOString() ?? null, id: last.id })
        : null,
  };
}

function afterPosition(after: z.infer<typeof listCursor> | null): Prisma.Sql {
  if (after === null) return Prisma.sql`true`;
  if (after.at === null) return Prisma.sql`(c.last_message_at IS NULL AND c.id < ${after.id}::uuid)`;
  const at = new Date(after.at);
  return Prisma.sql`(c.last_message_at <= ${at}::timestamptz OR c.last_message_at IS NULL)
    AND (c.last_message_at IS NULL OR c.last_message_at < ${at}::timestamptz OR c.id < ${after.id}::uuid)`;
}

/** Counting stops here: "999+" says all a person needs, and costs the same on any database. */
const COUNT_UP_TO = 1000;

/** The same beside a seller, of whom there can be thousands. */
const COUNT_A_SELLER_UP_TO = 100;

/** How many chats stand in each view. Partial indexes chats_waiting, chats_unread and chats_waiting_of_seller. */
export async function countChats(actor: Actor) {
  const scope = visibleSellers(actor);
  const inbox = filtersToSql(scope, { kind: "buyer", status: "open" }, actor.userId);
  const channels = filtersToSql(scope, { kind: "marketplace", status: "all", unread: true }, actor.userId);
  const [counts] = await db().$queryRaw<
    Array<
      Record<
        "waiting" | "unread" | "open" | "mine" | "unassigned" | "overdue" | "snoozed" | "channels",
        number
      >
    >
  >`
    SELECT
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND ${isWaiting} LIMIT ${COUNT_UP_TO}) t) AS waiting,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND c.unread_count > 0 LIMIT ${COUNT_UP_TO}) t) AS unread,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} LIMIT ${COUNT_UP_TO}) t) AS open,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND c.assignee_id = ${actor.userId} LIMIT ${COUNT_UP_TO}) t) AS mine,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND c.assignee_id IS NULL AND ${isWaiting} LIMIT ${COUNT_UP_TO}) t) AS unassigned,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND ${isOverdue} LIMIT ${COUNT_UP_TO}) t) AS overdue,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${inbox} AND ${isSnoozed} LIMIT ${COUNT_UP_TO}) t) AS snoozed,
      (SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${channels} LIMIT ${COUNT_UP_TO}) t) AS channels`;
  const bySeller = await db().$queryRaw<Array<{ seller_id: string; count: number }>>`
    SELECT shop.id AS seller_id, w.count
      FROM sellers shop
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS count FROM (
         SELECT 1 FROM chats c
          WHERE c.seller_id = shop.id AND c.kind = 'buyer' AND c.status = 'open' AND ${isWaiting}
          LIMIT ${COUNT_A_SELLER_UP_TO}) t) w
     WHERE ${isVisible(scope, Prisma.sql`shop.id`)} AND w.count > 0`;
  return {
    waiting: counts?.waiting ?? 0,
    unread: counts?.unread ?? 0,
    open: counts?.open ?? 0,
    mine: counts?.mine ?? 0,
    unassigned: counts?.unassigned ?? 0,
    overdue: counts?.overdue ?? 0,
    snoozed: counts?.snoozed ?? 0,
    marketplace_unread: counts?.channels ?? 0,
    by_tag: {},
    by_view: {},
    waiting_by_seller: Object.fromEntries(bySeller.map((row) => [row.seller_id, row.count])),
  };
}
