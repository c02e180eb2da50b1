import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { MarketplaceError } from "../marketplaces/errors";
import type { ProductPort } from "../marketplaces/product-port";
import { connectSeller } from "../sellers/connect-seller";
import { explainRefusal } from "../sellers/try-key";

/** A person waits for the answer so long, in milliseconds. */
export const PATIENCE_MS = 10_000;

/** A seller's row as acts and questions need it. */
export interface AskedSeller {
  readonly id: string;
  readonly marketplace: string;
  readonly status: string;
}

/** A seller of the actor's. Throws `not_found`, also for a seller that is not theirs. */
export async function requireSellerOf(actor: Actor, sellerId: string): Promise<AskedSeller> {
  const seller = isUuid(sellerId)
    ? await db().seller.findFirst({
        where: { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] },
        select: { id: true, marketplace: true, status: true },
      })
    : null;
  if (seller === null) throw new AppError("not_found");
  return seller;
}

/** One that works: what is asked to be changed would otherwise wait unseen. Throws also `seller_not_active`. */
export async function requireActiveSeller(actor: Actor, sellerId: string): Promise<AskedSeller> {
  const seller = await requireSellerOf(actor, sellerId);
  if (seller.status !== "active") throw new AppError("seller_not_active");
  return seller;
}

/**
 * Asks a seller's marketplace while a person waits. Throws `section_not_offered`, `marketplace_unavailable` and what
 * else a refusal is called.
 */
export async function askProducts<T>(
  input: { sellerId: string; maxWaitMs?: number },
  ask: (products: ProductPort) => Promise<T>,
): Promise<T> {
  const { sellerId, maxWaitMs = PATIENCE_MS } = input;
  try {
    const { products } = await connectSeller({ sellerId, lane: "poll", maxWaitMs });
    if (products === undefined) throw new AppError("section_not_offered");
    return await ask(products);
  } catch (error) {
    throw error instanceof MarketplaceError ? explainRefusal(error) : error;
  }
}
