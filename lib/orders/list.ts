import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { listVisibleSellerIds, type VisibleSellers, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import type { Order, OrderTab } from "../wire/orders";
import { ORDERED, type OrderFilters, type OrderSelection, selectOrders } from "./filter-orders";
import { type OrderRow, orderColumns } from "./model";
import { withPictures } from "./pictures";

type Sort = "newest" | "ship_by";

/** `at` null: of those that tell no time. */
const place = z.strictObject({
  sort: z.enum(["newest", "ship_by"]),
  at: cursorPart.at.nullable(),
  id: z.uuid(),
});
type Place = z.infer<typeof place>;

const SHIP_BY = Prisma.sql`coalesce(p.ship_by, 'infinity'::timestamptz)`;
/** So many of the newest postings are looked through for words before their indexes are asked. */
const WALKED = 1000;
/** More parts than these are read as one: each costs a probe. */
const MOST_PARTS = 60;

/**
 * Postings of the actor, paged by key: the newest first, or, of those that have yet to leave the seller, what must leave
 * first. A list of some stages and sellers is put together from the beginnings of each one's own order, so that no page
 * walks past what others sell (indexes postings_newest and its kin; postings_to_leave). Throws `invalid_cursor`.
 */
export async function listOrders(input: {
  actor: Actor;
  filters: OrderFilters & { tab?: OrderTab };
  sort?: Sort;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Order[]; next_cursor: string | null }> {
  const { actor, filters, limit, sort = "newest" } = input;
  const after = input.cursor === undefined ? null : decodeCursor(place, input.cursor);
  const scope = visibleSellers(actor);
  const selection = await ofOwnSellers(scope, selectOrders(scope, filters.tab ?? "all", filters));
  const ids = await readIds({
    selection,
    sort,
    after: after?.sort === sort ? after : null,
    limit: limit + 1,
  });
  const rows = await readRows(ids.slice(0, limit).map((row) => row.id));
  const last = ids[limit - 1];
  return {
    items: await withPictures(rows),
    next_cursor:
      ids.length > limit && last !== undefined
        ? encodeCursor({ sort, at: last.at?.toISOString() ?? null, id: last.id })
        : null,
  };
}

/** Who sees some sellers only reads the orders of each, as if they had been chosen. */
async function ofOwnSellers(scope: VisibleSellers, selection: OrderSelection): Promise<OrderSelection> {
  if (scope.userId === null || selection.sellers !== null) return selection;
  return { ...selection, sellers: [...(await listVisibleSellerIds(scope))] };
}

interface Reading {
  readonly selection: OrderSelection;
  readonly sort: Sort;
  readonly after: Place | null;
  readonly limit: number;
}

interface PlaceRow {
  readonly id: string;
  readonly at: Date | null;
}

function readIds({ selection, sort, after, limit }: Reading): Promise<PlaceRow[]> {
  if (sort === "ship_by") return readToLeave({ selection, sort, after, limit });
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (${ORDERED}, p.id) < (coalesce(${after.at}::timestamptz, '-infinity'), ${after.id}::uuid)`;
  const one = Prisma.sql`
    SELECT p.id, p.ordered_at AS at, ${ORDERED} AS key FROM postings p
     WHERE ${selection.where} ${from}`;
  const order = Prisma.sql`ORDER BY key DESC, id DESC LIMIT ${limit}`;
  if (selection.words !== null) return search(selection.words, { selection, from, order, limit });
  const parts = partsOf(selection);
  if (parts === null) return db().$queryRaw`SELECT id, at FROM (${one}) o ${order}`;
  return db().$queryRaw`
    SELECT o.id, o.at FROM (${parts.from}) k CROSS JOIN LATERAL (
      ${one} AND ${parts.where} ORDER BY ${ORDERED} DESC, p.id DESC LIMIT ${limit}) o
     ORDER BY o.key DESC, o.id DESC LIMIT ${limit}`;
}

/**
 * Common words fill a page from the newest postings; rare ones are few in all, and found by their indexes: whichever of
 * both it is shows itself by the first.
 */
async function search(
  words: Prisma.Sql,
  about: { selection: OrderSelection; from: Prisma.Sql; order: Prisma.Sql; limit: number },
): Promise<PlaceRow[]> {
  const { selection, from, order, limit } = about;
  const newest = await db().$queryRaw<PlaceRow[]>`
    SELECT p.id, p.ordered_at AS at FROM (
      SELECT p.* FROM postings p WHERE ${selection.where} ${from}
       ORDER BY ${ORDERED} DESC, p.id DESC LIMIT ${WALKED}) p
     WHERE ${words} ORDER BY ${ORDERED} DESC, p.id DESC LIMIT ${limit}`;
  if (newest.length === limit) return newest;
  return db().$queryRaw`
    WITH hits AS MATERIALIZED (
      SELECT p.id, p.ordered_at AS at, ${ORDERED} AS key FROM postings p
       WHERE ${words} AND ${selection.where} ${from})
    SELECT id, at FROM hits ${order}`;
}

/** Null: one order serves the whole list. */
function partsOf({ stages, sellers }: OrderSelection): { from: Prisma.Sql; where: Prisma.Sql } | null {
  const count = (stages?.length ?? 1) * (sellers?.length ?? 1);
  if ((stages === null && sellers === null) || count > MOST_PARTS) return null;
  const ofStages = Prisma.sql`SELECT unnest(${[...(stages ?? [])]}::text[]) AS stage`;
  const ofSellers = Prisma.sql`SELECT unnest(${[...(sellers ?? [])]}::uuid[]) AS seller_id`;
  const isOfStage = Prisma.sql`p.stage = k.stage`;
  const isOfSeller = Prisma.sql`p.seller_id = k.seller_id`;
  if (stages === null) return { from: ofSellers, where: isOfSeller };
  if (sellers === null) return { from: ofStages, where: isOfStage };
  return {
    from: Prisma.sql`SELECT * FROM (${ofStages}) a CROSS JOIN (${ofSellers}) b`,
    where: Prisma.sql`${isOfStage} AND ${isOfSeller}`,
  };
}

/** Index postings_to_leave: few at any time. */
function readToLeave({ selection, after, limit }: Reading): Promise<PlaceRow[]> {
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (${SHIP_BY}, p.id) > (coalesce(${after.at}::timestamptz, 'infinity'), ${after.id}::uuid)`;
  return db().$queryRaw`
    SELECT p.id, p.ship_by AS at FROM postings p
     WHERE ${selection.where} AND p.stage IN ('awaiting', 'packing') AND p.scheme <> 'fbo'
       ${selection.words === null ? Prisma.empty : Prisma.sql`AND ${selection.words}`} ${from}
     ORDER BY ${SHIP_BY}, p.id LIMIT ${limit}`;
}

/** Postings in the order of their ids here. */
export async function readRows(ids: readonly string[]): Promise<OrderRow[]> {
  const rows = await db().$queryRaw<OrderRow[]>`
    SELECT ${orderColumns} FROM postings p WHERE p.id = ANY (${[...ids]}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
