import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import type { CannedReply } from "../wire/desk";
import { toWireCannedReply } from "./model";

/** Canned replies for every seller the actor may see and those for all, by shortcut. */
export async function listCannedReplies(actor: Actor): Promise<CannedReply[]> {
  const sellers = await db().seller.findMany({
    where: visibleSellerWhere(visibleSellers(actor)),
    select: { id: true },
  });
  const rows = await db().cannedReply.findMany({
    where: { OR: [{ sellerId: null }, { sellerId: { in: sellers.map((seller) => seller.id) } }] },
    orderBy: [{ shortcut: "asc" }, { id: "asc" }],
  });
  return rows.map(toWireCannedReply);
}
