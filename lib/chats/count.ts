import type { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, type VisibleSellers, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import type { chatCounts } from "../wire/chats";
import { type ChatFilters, filtersToSql, isSnoozed } from "./read";
import { withQuery } from "./search";
import { tryWithin } from "./try-within";

/** Counting stops here: "999+" says all a person needs, and costs the same on any database. */
const COUNT_UP_TO = 1000;

/** The same beside a seller, a tag or a saved view, of which there can be thousands. */
const COUNT_ONE_UP_TO = 100;

/** Waiting chats are looked through up to here: more than wait at one time anywhere. */
const WAITING_UP_TO = 20_000;

/** An operator of no more sellers than these has counts of their own way. */
const FEW_SELLERS = 20;

/** Saved views are counted so long at most; where it takes longer, they show no count. */
const VIEWS_MS = 300;

/** Of saved views that search, so many are counted: each may take the time a search takes. */
const SEARCHING_VIEWS = 10;

/** Tags are counted over so many open chats that have any. */
const TAGGED_UP_TO = 50_000;

export type ChatCounts = z.infer<typeof chatCounts>;

/** A saved view as it is counted. */
export interface CountedView {
  readonly id: string;
  readonly filters: ChatFilters & { readonly q?: string | undefined };
}

/** How many chats stand in each view; snoozed ones are counted as snoozed alone. */
export async function countChats(actor: Actor, views: readonly CountedView[] = []): Promise<ChatCounts> {
  const scope = visibleSellers(actor);
  const [waiting, others, byTag, byView] = await Promise.all([
    countWaiting(scope),
    countOthers(scope, actor.userId),
    countByTag(scope),
    countViews(scope, actor.userId, views),
  ]);
  return { ...others, ...waiting, by_tag: byTag, by_view: byView };
}

/**
 * Waiting, unassigned, overdue and each seller's in one pass over what waits. Indexes chats_waiting_by_window,
 * chats_waiting_without_window, chats_waiting_of_seller; 8 ms for 7,000 waiting chats.
 */
async function countWaiting(scope: VisibleSellers) {
  const inbox = Prisma.sql`c.kind = 'buyer' AND c.status = 'open' AND c.waiting_since IS NOT NULL AND NOT ${isSnoozed}
    AND ${isVisible(scope, Prisma.sql`c.seller_id`)}`;
  const columns = Prisma.sql`c.seller_id, c.assignee_id, c.due_at`;
  const rows = await db().$queryRaw<
    Array<{ seller_id: string; waiting: number; unassigned: number; overdue: number }>
  >`
    WITH live AS (
      (SELECT ${columns} FROM chats c WHERE ${inbox} AND c.writable_until > now() LIMIT ${WAITING_UP_TO})
      UNION ALL (SELECT ${columns} FROM chats c WHERE ${inbox} AND c.writable_until IS NULL LIMIT ${WAITING_UP_TO}))
    SELECT seller_id, count(*)::int AS waiting, (count(*) FILTER (WHERE assignee_id IS NULL))::int AS unassigned,
           (count(*) FILTER (WHERE due_at <= now()))::int AS overdue
      FROM live GROUP BY seller_id`;
  const sumOf = (count: "waiting" | "unassigned" | "overdue") =>
    Math.min(
      COUNT_UP_TO,
      rows.reduce((sum, row) => sum + row[count], 0),
    );
  return {
    waiting: sumOf("waiting"),
    unassigned: sumOf("unassigned"),
    overdue: sumOf("overdue"),
    waiting_by_seller: Object.fromEntries(
      rows.map((row) => [row.seller_id, Math.min(COUNT_ONE_UP_TO, row.waiting)]),
    ),
  };
}

/** A scalar subquery that counts up to a limit. */
function countOf(where: Prisma.Sql, upTo: number): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (SELECT 1 FROM chats c WHERE ${where} LIMIT ${upTo}) t)`;
}

/**
 * Indexes chats_unread, chats_of_seller_by_last_message, chats_by_assignee, chats_snoozed. An operator of few sellers is
 * best served by these sellers' chats. For one of many the planner, which takes any list for ten sellers, would walk
 * nearly all chats: there the view's own index comes first, and IS TRUE hides the sellers, tested by a hash.
 */
async function countOthers(scope: VisibleSellers, userId: string) {
  const isMine = isVisible(scope, Prisma.sql`c.seller_id`);
  const isInbox = Prisma.sql`c.kind = 'buyer' AND c.status = 'open'`;
  const isAwake = Prisma.sql`NOT ${isSnoozed}`;
  const of = (...parts: Prisma.Sql[]) => countOf(Prisma.join(parts, " AND "), COUNT_UP_TO);
  const hashed = Prisma.sql`(c.seller_id IN (
    SELECT shop.id FROM sellers shop WHERE ${isVisible(scope, Prisma.sql`shop.id`)})) IS TRUE`;
  const tested = (await hasFewSellers(scope)) ? isMine : hashed;
  const [counts] = await db().$queryRaw<[typeof noCounts]>`SELECT
      ${of(isInbox, isAwake, Prisma.sql`c.unread_count > 0`, tested)} AS unread,
      ${of(isInbox, isAwake, isMine)} AS open,
      ${of(isInbox, isAwake, Prisma.sql`c.assignee_id = ${userId}`, tested)} AS mine,
      ${of(isInbox, isSnoozed, tested)} AS snoozed,
      ${of(Prisma.sql`c.kind = 'marketplace' AND c.unread_count > 0`, tested)} AS marketplace_unread`;
  return counts ?? noCounts;
}

async function hasFewSellers({ userId }: VisibleSellers): Promise<boolean> {
  return userId !== null && (await db().userSeller.count({ where: { userId } })) <= FEW_SELLERS;
}

const noCounts = { unread: 0, open: 0, mine: 0, snoozed: 0, marketplace_unread: 0 };

/** Index chats_tagged alone, without a look at the chats; 20 ms for 27,000 of them. */
async function countByTag(scope: VisibleSellers): Promise<Record<string, number>> {
  const rows = await db().$queryRaw<Array<{ tag: string; count: number }>>`
    SELECT tag, least(count(*), ${COUNT_ONE_UP_TO})::int AS count
      FROM (SELECT c.tags FROM chats c
             WHERE ${isVisible(scope, Prisma.sql`c.seller_id`)} AND c.kind = 'buyer' AND c.status = 'open' AND c.tags <> '{}'
             LIMIT ${TAGGED_UP_TO}) t, unnest(t.tags) AS tag
     GROUP BY tag`;
  return Object.fromEntries(rows.map((row) => [row.tag, row.count]));
}

/** All in one statement, but for those that search. */
async function countViews(
  scope: VisibleSellers,
  userId: string,
  views: readonly CountedView[],
): Promise<Record<string, number>> {
  const plain = views.filter((view) => view.filters.q === undefined);
  const searching = views.filter((view) => view.filters.q !== undefined).slice(0, SEARCHING_VIEWS);
  const whereOf = (view: CountedView) => filtersToSql(scope, view.filters, userId);
  const counted = plain.map(
    (view) => Prisma.sql`SELECT ${view.id} AS id, ${countOf(whereOf(view), COUNT_ONE_UP_TO)} AS count`,
  );
  type Row = { id: string; count: number };
  const rows =
    counted.length === 0
      ? []
      : ((await tryWithin(VIEWS_MS, (sql) => sql.$queryRaw<Row[]>`${Prisma.join(counted, " UNION ALL ")}`)) ??
        []);
  for (const view of searching) {
    const [found] = await withQuery(
      view.filters.q,
      (sql, matches) =>
        sql.$queryRaw<Row[]>`SELECT ${view.id} AS id, ${countOf(
          Prisma.sql`${whereOf(view)} AND ${matches ?? Prisma.sql`true`}`,
          COUNT_ONE_UP_TO,
        )} AS count`,
    );
    if (found !== undefined) rows.push(found);
  }
  return Object.fromEntries(rows.map((row) => [row.id, row.count]));
}
