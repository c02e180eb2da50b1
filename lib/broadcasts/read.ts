import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Broadcast } from "../wire/broadcasts";
import { type BroadcastRow, toWireBroadcast } from "./model";

/** A broadcast of a seller that the actor may see. Throws `not_found`. */
export async function requireBroadcast(actor: Actor, id: string): Promise<BroadcastRow> {
  if (!isUuid(id)) throw new AppError("not_found");
  const row = await db().broadcast.findFirst({
    where: { id, seller: visibleSellerWhere(visibleSellers(actor)) },
  });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** Broadcasts as streams tell of them, by id. */
export async function readBroadcastsForStream(ids: readonly string[]): Promise<Map<string, Broadcast>> {
  const rows = await db().broadcast.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, toWireBroadcast(row)]));
}
