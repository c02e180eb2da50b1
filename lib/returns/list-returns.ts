import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import type { Returned } from "../wire/returns";
import { type ListedReturn, lastChange, returnColumns, toWireReturn } from "./model";

export type ReturnTab = "all" | "open" | "to_decide" | "closed";

export interface ReturnFilters {
  readonly seller_id?: string | undefined;
  readonly kind?: "parcel" | "request" | undefined;
  readonly scheme?: "fbs" | "rfbs" | "fbo" | undefined;
  readonly q?: string | undefined;
  /** Days of the last change, YYYY-MM-DD, both of them, in the desk's time zone. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** In whose days one filters, here as in the list of orders; the database's own are whatever it was set up with. */
const ZONE = "Europe/Moscow";

const place = z.strictObject({ at: cursorPart.at, id: z.uuid() });

/** Returns of the actor's sellers, last changed first. Throws `invalid_cursor`. */
export async function listReturns(input: {
  actor: Actor;
  query: ReturnFilters & {
    readonly tab: ReturnTab;
    readonly limit: number;
    readonly cursor?: string | undefined;
  };
}): Promise<{ items: Returned[]; next_cursor: string | null }> {
  const { limit, cursor, tab, ...filters } = input.query;
  const after = cursor === undefined ? Prisma.sql`true` : isAfter(decodeCursor(place, cursor));
  // Indexes returns_by_change, returns_of_seller_by_change, returns_open_by_change.
  const rows = await db().$queryRaw<ListedReturn[]>`
    SELECT ${returnColumns}
      FROM returns r WHERE ${matches(input.actor, filters)} AND ${inTab[tab]} AND ${after}
     ORDER BY ${lastChange} DESC, r.id DESC LIMIT ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toWireReturn),
    next_cursor: last === undefined ? null : encodeCursor({ at: last.at.toISOString(), id: last.id }),
  };
}

/** How many returns stand in each tab. */
export async function countReturns(input: {
  actor: Actor;
  query: ReturnFilters;
}): Promise<Record<ReturnTab, number>> {
  const [counts] = await db().$queryRaw<Array<Record<ReturnTab, number>>>`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE ${inTab.open})::int AS open,
           count(*) FILTER (WHERE ${inTab.to_decide})::int AS to_decide,
           count(*) FILTER (WHERE ${inTab.closed})::int AS closed
      FROM returns r WHERE ${matches(input.actor, input.query)}`;
  return counts ?? { all: 0, open: 0, to_decide: 0, closed: 0 };
}

/** A request waits for the seller while it is asked, when the goods have come back, and in a dispute. */
const inTab: Readonly<Record<ReturnTab, Prisma.Sql>> = {
  all: Prisma.sql`true`,
  open: Prisma.sql`r.is_open`,
  to_decide: Prisma.sql`(r.is_open AND r.kind = 'request'
    AND (r.state IN ('asked', 'received', 'disputed') OR r.actions <> '[]'))`,
  closed: Prisma.sql`NOT r.is_open`,
};

function isAfter({ at, id }: z.infer<typeof place>): Prisma.Sql {
  return Prisma.sql`(${lastChange}, r.id) < (${at}::timestamptz, ${id}::uuid)`;
}

function matches(actor: Actor, filters: ReturnFilters): Prisma.Sql {
  const { seller_id, kind, scheme, q, from, to } = filters;
  const conditions = [
    isVisible(visibleSellers(actor), Prisma.sql`r.seller_id`),
    ofSeller(seller_id),
    kind === undefined ? null : Prisma.sql`r.kind = ${kind}`,
    scheme === undefined ? null : Prisma.sql`r.scheme = ${scheme}`,
    from === undefined ? null : Prisma.sql`${lastChange} >= ${startOf(from, 0)}`,
    to === undefined ? null : Prisma.sql`${lastChange} < ${startOf(to, 1)}`,
    q === undefined || q === "" ? null : hasWords(q),
  ].filter((condition) => condition !== null);
  return Prisma.join(conditions, " AND ");
}

/** When a day, or the one so many days after it, begins at the desk. */
function startOf(day: string, later: number): Prisma.Sql {
  return Prisma.sql`((${day}::date + ${later}::int)::timestamp AT TIME ZONE ${ZONE})`;
}

function ofSeller(sellerId: string | undefined): Prisma.Sql | null {
  if (sellerId === undefined) return null;
  return isUuid(sellerId) ? Prisma.sql`r.seller_id = ${sellerId}::uuid` : Prisma.sql`false`;
}

/** By number, order, article, product or buyer. */
function hasWords(words: string): Prisma.Sql {
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`concat_ws(' ', r.number, r.external_id, r.posting_number, r.offer_id, r.sku, r.product_name,
    r.buyer_name) ILIKE ${pattern}`;
}
