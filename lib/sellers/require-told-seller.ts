import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";

/** How a program names a seller: by our id, or as the documents do by the account at the marketplace. */
export interface ToldSeller {
  readonly seller_id?: string | undefined;
  /** Our id, or the account's id there (Ozon: Client-Id). */
  readonly marketplace_id?: string | number | undefined;
}

/**
 * The id of the one seller of the actor's that is meant. Throws `not_found`; `invalid_input` where none is named, where
 * the two names mean different sellers, or where two marketplaces know an account of that id.
 */
export async function requireToldSeller(actor: Actor, told: ToldSeller): Promise<string> {
  const names = [told.seller_id, told.marketplace_id].flatMap((name) =>
    name === undefined ? [] : [String(name)],
  );
  const [first, second] = names;
  if (first === undefined) throw unclear();
  const sellerId = await requireOne(actor, first, first === told.seller_id);
  if (second !== undefined && (await requireOne(actor, second, false)) !== sellerId) throw unclear();
  return sellerId;
}

async function requireOne(actor: Actor, name: string, isOurs: boolean): Promise<string> {
  const byId = isUuid(name) ? [{ id: name }] : [];
  const byAccount = isOurs ? [] : [{ accountId: name }];
  if (byId.length + byAccount.length === 0) throw new AppError("not_found");
  const found = await db().seller.findMany({
    where: { AND: [{ OR: [...byId, ...byAccount] }, visibleSellerWhere(visibleSellers(actor))] },
    select: { id: true },
    take: 2,
  });
  const [seller] = found;
  if (seller === undefined) throw new AppError("not_found");
  if (found.length > 1) throw unclear();
  return seller.id;
}

function unclear(): AppError {
  return new AppError("invalid_input", { details: [{ path: "seller_id", problem: "names no one seller" }] });
}
