import { z } from "zod";
import type { Segment as SegmentRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { listVisibleSellerIds, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { requireSeller } from "../sellers/change-seller";
import { audienceFilters, type Segment } from "../wire/audience";

const pageCursor = z.strictObject({ name: z.string().max(200), id: cursorPart.textId.pipe(z.uuid()) });

/**
 * Saved audiences by name, a page at a time: of sellers the actor may see and of all; with `sellerId` those that can be
 * used there. Throws `not_found`, `invalid_cursor`.
 */
export async function listSegments(input: {
  actor: Actor;
  sellerId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Segment[]; next_cursor: string | null }> {
  const { actor, sellerId, limit } = input;
  const after = input.cursor === undefined ? null : decodeCursor(pageCursor, input.cursor);
  if (sellerId !== undefined) await requireSeller(actor, sellerId);
  const sellerIds =
    sellerId === undefined ? [...(await listVisibleSellerIds(visibleSellers(actor)))] : [sellerId];
  const isAfter =
    after === null ? {} : { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] };
  const rows = await db().segment.findMany({
    where: { AND: [{ OR: [{ sellerId: null }, { sellerId: { in: sellerIds } }] }, isAfter] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: page.map(toWireSegment),
    next_cursor: hasMore ? encodeCursor({ name: last.name, id: last.id }) : null,
  };
}

/** A saved audience of all sellers, or of one the actor may see. Throws `not_found`. */
export async function requireSegment(actor: Actor, id: string): Promise<SegmentRow> {
  const row = isUuid(id) ? await db().segment.findUnique({ where: { id } }) : null;
  if (row === null) throw new AppError("not_found");
  if (row.sellerId !== null) await requireSeller(actor, row.sellerId);
  return row;
}

/** The public form of a saved audience. */
export function toWireSegment(row: SegmentRow): Segment {
  return {
    id: row.id,
    name: row.name,
    seller_id: row.sellerId,
    // Written by this noun alone, from what the same schema let in.
    filters: audienceFilters.parse(row.filters),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
