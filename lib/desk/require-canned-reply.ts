import type { CannedReply as CannedReplyRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";

/** A stored canned reply of a seller the actor may see, or of all. Throws `not_found`. */
export async function requireCannedReply(actor: Actor, id: string): Promise<CannedReplyRow> {
  const row = isUuid(id) ? await db().cannedReply.findUnique({ where: { id } }) : null;
  if (row === null) throw new AppError("not_found");
  await requireSellerOrAll(actor, row.sellerId);
  return row;
}

/** Null: for all sellers. Throws `not_found` for one that does not exist for the actor. */
export async function requireSellerOrAll(actor: Actor, sellerId: string | null): Promise<void> {
  if (sellerId === null) return;
  if (!isUuid(sellerId)) throw new AppError("not_found");
  const seller = await db().seller.findFirst({
    where: { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] },
    select: { id: true },
  });
  if (seller === null) throw new AppError("not_found");
}
