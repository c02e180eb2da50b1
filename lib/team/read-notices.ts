import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import { type Notice, notice as noticeSchema } from "../wire/notices";

interface Row {
  id: string;
  userId: string;
  kind: string;
  chatId: string | null;
  fromName: string | null;
  text: string;
  createdAt: Date;
  readAt: Date | null;
}

const columns = Prisma.sql`n.id, n.user_id AS "userId", n.kind, n.chat_id AS "chatId", n.from_name AS "fromName", n.text,
  n.created_at AS "createdAt", n.read_at AS "readAt"`;

/** The actor's own; those of a seller they do not see any more are hidden with its chats. */
function mine(actor: Actor): Prisma.Sql {
  const seen = isVisible(visibleSellers(actor), Prisma.sql`n.seller_id`);
  return Prisma.sql`n.user_id = ${actor.userId} AND (n.seller_id IS NULL OR (${seen}))`;
}

const noticeCursor = z.strictObject({ at: cursorPart.at, id: z.uuid() });

/** The actor's notices, newest first, and how many are unread. Index notices_user_id_created_at_id_idx. Throws `invalid_cursor`. */
export async function listNotices(input: {
  actor: Actor;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Notice[]; next_cursor: string | null; unread: number }> {
  const { actor, limit } = input;
  const before = input.cursor === undefined ? null : decodeCursor(noticeCursor, input.cursor);
  const isOlder =
    before === null
      ? Prisma.sql`true`
      : Prisma.sql`(n.created_at, n.id) < (${new Date(before.at)}::timestamptz, ${before.id}::uuid)`;
  const [rows, unread] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT ${columns} FROM notices n WHERE ${mine(actor)} AND ${isOlder}
       ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit + 1}`,
    countUnread(actor),
  ]);
  const page = rows.slice(0, limit);
  const oldest = page.at(-1);
  return {
    items: page.map(toWireNotice),
    next_cursor:
      rows.length > limit && oldest !== undefined
        ? encodeCursor({ at: oldest.createdAt.toISOString(), id: oldest.id })
        : null,
    unread,
  };
}

/** A rule that notifies of everything leaves thousands a day: beyond this many nobody counts. */
const COUNT_UP_TO = 1000;

/** Index notices_unread. */
async function countUnread(actor: Actor): Promise<number> {
  const [row] = await db().$queryRaw<Array<{ count: number }>>`
    SELECT count(*)::int AS count
      FROM (SELECT 1 FROM notices n WHERE ${mine(actor)} AND n.read_at IS NULL LIMIT ${COUNT_UP_TO}) t`;
  return row?.count ?? 0;
}

/** Marks the actor's notices read: the named ones, or all. Ids of others, or of nothing, do nothing. */
export async function markNoticesRead(input: {
  actor: Actor;
  ids?: readonly string[] | undefined;
}): Promise<void> {
  const named = input.ids === undefined ? {} : { id: { in: input.ids.filter(isUuid) } };
  await db().notice.updateMany({
    where: { userId: input.actor.userId, readAt: null, ...named },
    data: { readAt: now() },
  });
}

/** Notices with whom they are for, for the event stream. */
export async function readNoticesForStream(
  ids: readonly string[],
): Promise<Map<string, { userId: string; notice: Notice }>> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT ${columns} FROM notices n WHERE n.id = ANY (${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, { userId: row.userId, notice: toWireNotice(row) }]));
}

function toWireNotice(row: Row): Notice {
  return {
    id: row.id,
    kind: noticeSchema.shape.kind.parse(row.kind),
    chat_id: row.chatId,
    from_name: row.fromName,
    text: row.text,
    created_at: row.createdAt.toISOString(),
    read_at: row.readAt?.toISOString() ?? null,
  };
}
