import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { decodeCursor, encodeCursor } from "../db/page";
import type { Chat, ChatSort } from "../wire/chats";
import { type ChatForWire, toWireChat } from "./model";
import {
  afterNewest,
  afterUrgent,
  type ChatPlace,
  chatPlace,
  isBurning,
  type UrgentSort,
  urgencyOf,
} from "./order-chats";
import { type ChatFilters, chatColumns, filtersToSql } from "./read";
import { type Reader, withQuery } from "./search";

/** What a part of a list is read by. `limit`: rows at most. */
interface Reading {
  readonly sql: Reader;
  /** The filters without `waiting`, `overdue` and the words. */
  readonly base: Prisma.Sql;
  readonly matches: Prisma.Sql | null;
  readonly filters: ChatFilters;
  readonly limit: number;
}

type Place = Pick<ChatPlace, "part"> & { readonly row: ChatForWire; readonly at: Date | null };

/**
 * Chats of the actor in the order of `sort`, paged by key. Chats that wait are found by indexes chats_waiting_by_window
 * and chats_waiting_without_window, all others by chats_by_last_message, chats_of_seller_by_last_message,
 * chats_of_any_status, chats_unread, chats_by_assignee, chats_by_tag, chats_snoozed. Throws `invalid_cursor`.
 */
export async function listChats(input: {
  actor: Actor;
  filters: ChatFilters & { q?: string | undefined };
  sort?: ChatSort;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Chat[]; next_cursor: string | null }> {
  const { actor, filters, limit, sort = "newest" } = input;
  const after = input.cursor === undefined ? null : decodeCursor(chatPlace, input.cursor);
  const { waiting, overdue, ...others } = filters;
  const never = {
    waiting: waiting === false ? false : undefined,
    overdue: overdue === false ? false : undefined,
  };
  const base = filtersToSql(visibleSellers(actor), { ...others, ...never }, actor.userId);
  const { places, isWhole } = await withQuery(filters.q, (sql, matches) =>
    readPlaces({ sql, base, matches, filters, limit: limit + 1 }, sort, after),
  );
  const page = places.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((place) => toWireChat(place.row)),
    next_cursor:
      !isWhole && last !== undefined
        ? encodeCursor({ part: last.part, at: last.at?.toISOString() ?? null, id: last.row.id })
        : null,
  };
}

/** `isWhole`: nothing stands behind these. */
interface Found {
  readonly places: readonly Place[];
  readonly isWhole: boolean;
}

async function readPlaces(reading: Reading, sort: ChatSort, after: ChatPlace | null): Promise<Found> {
  const isInRest = sort === "newest" || after?.part === "rest";
  const burning = isInRest ? [] : await readBurning(reading, sort, after);
  if (burning.length >= reading.limit) return { places: burning, isWhole: false };
  const rest = await readRest(
    { ...reading, limit: reading.limit - burning.length },
    sort,
    isInRest ? after : null,
  );
  // Answered between the two readings, it would stand in both: left out, yet counted as read.
  const seen = new Set(burning.map((place) => place.row.id));
  return {
    places: [...burning, ...rest.filter((place) => !seen.has(place.row.id))],
    isWhole: burning.length + rest.length < reading.limit,
  };
}

async function readBurning(reading: Reading, sort: UrgentSort, after: ChatPlace | null): Promise<Place[]> {
  if (reading.filters.waiting === false) return [];
  const key = urgencyOf(sort);
  const rows = await readWaiting(reading, {
    where: Prisma.sql`${key} IS NOT NULL AND ${afterUrgent(key, after)}`,
    key,
    order: "soonest",
  });
  return rows.map((row) => ({
    part: "burning",
    row,
    at: sort === "waiting" ? row.waitingSince : row.deadlineAt,
  }));
}

async function readRest(reading: Reading, sort: ChatSort, after: ChatPlace | null): Promise<Place[]> {
  const { filters } = reading;
  const isOfWaiting = filters.waiting === true || filters.overdue === true;
  // Whoever waits has a beginning, whoever is overdue a deadline: those lists end with the part before.
  if (isOfWaiting && (sort === "waiting" || (sort === "deadline" && filters.overdue === true))) return [];
  const rows = isOfWaiting
    ? await readWaiting(reading, {
        where: Prisma.sql`${afterNewest(after)} ${sort === "deadline" ? Prisma.sql`AND c.deadline_at IS NULL` : Prisma.empty}`,
        key: Prisma.sql`c.last_message_at`,
        order: "newest",
      })
    : await readNewest(reading, sort, after);
  return rows.map((row) => ({ part: "rest", row, at: row.lastMessageAt }));
}

async function readNewest(reading: Reading, sort: ChatSort, after: ChatPlace | null): Promise<ChatForWire[]> {
  const { sql, base, matches, limit } = reading;
  const where = [base, afterNewest(after)];
  if (sort !== "newest") where.push(Prisma.sql`NOT ${isBurning(sort)}`);
  if (matches !== null) where.push(matches);
  return sql.$queryRaw<ChatForWire[]>`
    SELECT ${chatColumns} FROM chats c
     WHERE ${Prisma.join(where, " AND ")}
     ORDER BY c.last_message_at DESC NULLS LAST, c.id DESC
     LIMIT ${limit}`;
}

/**
 * Chats that wait and can be answered, in an order. Most rows with `waiting_since` can no longer be answered and would
 * stand in front of every order by time, so the others are collected by their window (materialized: the planner must
 * not walk an order instead), sorted by two columns, and only a page's worth of rows is read in full. As many as wait
 * at one time: 5-15 ms for 10,000. Words are probed in that order, as far as the page needs.
 */
async function readWaiting(
  { sql, base, matches, filters, limit }: Reading,
  { where, key, order }: { where: Prisma.Sql; key: Prisma.Sql; order: "soonest" | "newest" },
): Promise<ChatForWire[]> {
  const isDue = filters.overdue === true ? Prisma.sql`AND c.due_at <= now()` : Prisma.empty;
  const all = Prisma.sql`${base} AND c.waiting_since IS NOT NULL ${isDue} AND ${where}`;
  const inOrder = (row: Prisma.Sql) =>
    order === "soonest"
      ? Prisma.sql`${row}key, ${row}id`
      : Prisma.sql`${row}key DESC NULLS LAST, ${row}id DESC`;
  const byKey = inOrder(Prisma.empty);
  const enough = matches === null ? Prisma.sql`LIMIT ${limit}` : Prisma.empty;
  return sql.$queryRaw<ChatForWire[]>`
    WITH timed AS MATERIALIZED (
      SELECT c.id, ${key} AS key FROM chats c WHERE ${all} AND c.writable_until > now()),
    untimed AS (
      SELECT c.id, ${key} AS key FROM chats c WHERE ${all} AND c.writable_until IS NULL ORDER BY ${byKey} ${enough})
    SELECT ${chatColumns}
      FROM (SELECT id, key FROM timed UNION ALL SELECT id, key FROM untimed ORDER BY ${byKey} ${enough}) w
      JOIN chats c ON c.id = w.id
     WHERE ${matches ?? Prisma.sql`true`}
     ORDER BY ${inOrder(Prisma.sql`w.`)}
     LIMIT ${limit}`;
}
