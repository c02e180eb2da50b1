import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { WebhookMode } from "../marketplaces/ports";

/** A seller with everything about its webhook but the secret. */
export async function requireWebhook(actor: Actor, sellerId: string) {
  if (!isUuid(sellerId)) throw new AppError("not_found");
  const seller = await db().seller.findFirst({
    where: { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] },
    include: { webhookState: true },
  });
  if (seller === null) throw new AppError("not_found");
  return seller;
}

export type SellerWithWebhook = Awaited<ReturnType<typeof requireWebhook>>;

/** The mode as it is stored; null: no webhook. */
export function toWebhookMode(stored: string | null): WebhookMode | null {
  return stored === "signed" || stored === "push" ? stored : null;
}
