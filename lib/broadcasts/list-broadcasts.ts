import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { isUuid } from "../db/uuid";
import type { Broadcast, BroadcastStatus } from "../wire/broadcasts";
import { toWireBroadcast } from "./model";
import { requireBroadcast } from "./read";

/** One broadcast of a seller that the actor may see. Throws `not_found`. */
export async function getBroadcast(input: { actor: Actor; broadcastId: string }): Promise<Broadcast> {
  return toWireBroadcast(await requireBroadcast(input.actor, input.broadcastId));
}

const place = z.strictObject({ at: cursorPart.at, id: z.uuid() });

/** Broadcasts of the actor's sellers, newest first. Index broadcasts_seller_id_created_at_idx. Throws `invalid_cursor`. */
export async function listBroadcasts(input: {
  actor: Actor;
  limit: number;
  cursor?: string | undefined;
  sellerId?: string | undefined;
  status?: BroadcastStatus | undefined;
  kind?: "once" | "order" | undefined;
}): Promise<{ items: Broadcast[]; next_cursor: string | null }> {
  const { actor, limit, cursor, sellerId, status, kind } = input;
  const after = cursor === undefined ? null : decodeCursor(place, cursor);
  if (sellerId !== undefined && !isUuid(sellerId)) return { items: [], next_cursor: null };
  const rows = await db().broadcast.findMany({
    where: {
      seller: visibleSellerWhere(visibleSellers(actor)),
      sellerId,
      status,
      kind,
      AND: after === null ? [] : [isOlder({ at: new Date(after.at), id: after.id })],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toWireBroadcast),
    next_cursor:
      rows.length > limit && last !== undefined
        ? encodeCursor({ at: last.createdAt.toISOString(), id: last.id })
        : null,
  };
}

function isOlder({ at, id }: { at: Date; id: string }): Prisma.BroadcastWhereInput {
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}
