import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { type VisibleSellers, visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import { env } from "../env";
import { AppError } from "../errors";
import type { Seller } from "../wire/sellers";
import { capabilitiesOf } from "./connect-seller";
import { type SellerRow, toWireSeller } from "./model";

type RowWithSync = SellerRow & { syncState: { backfillPhase: string; backfillTotal: number | null } | null };
const withSync = {
  syncState: { select: { backfillPhase: true, backfillTotal: true } },
} satisfies Prisma.SellerInclude;

/** One seller of the actor's. Throws `not_found`, also for a seller that is not theirs. */
export async function getSeller(input: { actor: Actor; sellerId: string }): Promise<Seller> {
  const row = await findRow(visibleSellers(input.actor), input.sellerId);
  if (row === null) throw new AppError("not_found");
  const [seller] = await toWire([row], input.actor.role === "admin");
  if (seller === undefined) throw new AppError("not_found");
  return seller;
}

async function findRow(scope: VisibleSellers, sellerId: string): Promise<RowWithSync | null> {
  if (!isUuid(sellerId)) return null;
  return db().seller.findFirst({
    where: { AND: [{ id: sellerId }, visibleSellerWhere(scope)] },
    include: withSync,
  });
}

const pageCursor = z.strictObject({ id: z.uuid() });

/** The actor's sellers, oldest first, a page at a time. */
export async function listSellers(input: {
  actor: Actor;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Seller[]; next_cursor: string | null }> {
  const after = input.cursor === undefined ? null : decodeCursor(pageCursor, input.cursor);
  const rows = await db().seller.findMany({
    where: {
      AND: [visibleSellerWhere(visibleSellers(input.actor)), after === null ? {} : { id: { gt: after.id } }],
    },
    include: withSync,
    orderBy: { id: "asc" }, // ids are time-ordered
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const items = await toWire(page, input.actor.role === "admin");
  return {
    items,
    next_cursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}

/** Sellers in their public form, for the event stream; removed ones are absent. Never with a webhook address. */
export async function readSellersForStream(ids: readonly string[]): Promise<Map<string, Seller>> {
  const rows = await db().seller.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    include: withSync,
  });
  const sellers = await toWire(rows, false);
  return new Map(sellers.map((seller) => [seller.id, seller]));
}

async function toWire(rows: readonly RowWithSync[], isForAdmin: boolean): Promise<Seller[]> {
  const backfilled = await countBackfilled(rows.filter((row) => row.syncState?.backfillPhase !== "done"));
  return rows.map((row) =>
    toWireSeller({
      row,
      sync: row.syncState,
      backfilledChats: backfilled.get(row.id) ?? row.syncState?.backfillTotal ?? 0,
      capabilities: capabilitiesOf(row),
      webhookUrl:
        isForAdmin && row.webhookMode !== null
          ? `${env().APP_URL}/api/webhooks/${row.marketplace}/${row.webhookId}`
          : null,
    }),
  );
}

async function countBackfilled(rows: readonly SellerRow[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const counts = await db().chat.groupBy({
    by: ["sellerId"],
    where: { sellerId: { in: rows.map((row) => row.id) }, isBackfilled: true },
    _count: true,
  });
  const found = new Map(counts.map((count) => [count.sellerId, count._count]));
  return new Map(rows.map((row) => [row.id, found.get(row.id) ?? 0]));
}
