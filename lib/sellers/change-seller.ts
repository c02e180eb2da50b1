import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import type { Seller } from "../wire/sellers";
import { storeCredentials, storeSecret } from "./credentials";
import { toNewKeyColumns } from "./key-facts";
import type { SellerRow } from "./model";
import { getSeller } from "./read";
import { nudgePoll, schedulePolling, unschedulePolling } from "./schedule-polling";
import { tryKey } from "./try-key";

export interface SellerChange {
  readonly name?: string | undefined;
  readonly api_key?: string | undefined;
  readonly webhook_secret?: string | undefined;
  readonly status?: "active" | "paused" | undefined;
}

/**
 * Renames, pauses, resumes, replaces secrets. A new key is tried before the old one goes, and brings a
 * `credentials_rejected` seller back to life. Throws what `tryKey` throws, and `not_found`.
 */
export async function changeSeller(input: {
  actor: Actor;
  sellerId: string;
  change: SellerChange;
}): Promise<Seller> {
  const { actor, change } = input;
  const seller = await requireSeller(actor, input.sellerId);
  const renewed = await tryNewKey(seller, change.api_key);
  if (change.status === "active" && seller.status === "credentials_rejected" && renewed === null) {
    throw new AppError("credentials_rejected");
  }
  await inTransaction(async (tx) => {
    // Trying a key takes seconds: a seller that was removed meanwhile must not get one, a paused one stays so.
    const [current] = await tx.sql.$queryRaw<Array<{ status: string }>>`
      SELECT status FROM sellers WHERE id = ${seller.id}::uuid FOR UPDATE`;
    const status = change.status ?? (renewed === null || current?.status === "paused" ? undefined : "active");
    const changed = await tx.sql.seller.updateMany({
      where: { id: seller.id, deletedAt: null },
      data: { name: change.name, status, ...(renewed?.fields ?? {}) },
    });
    if (changed.count === 0) throw new AppError("not_found");
    if (renewed !== null) await storeCredentials(tx, seller.id, renewed.credentials);
    if (change.webhook_secret !== undefined) {
      await storeSecret(tx, { sellerId: seller.id, kind: "webhook_secret", plain: change.webhook_secret });
    }
    await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "seller.changed",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: { fields: Object.keys(change), status: status ?? current?.status ?? null },
      requestId: actor.requestId,
    });
    if (status !== undefined) tx.afterCommit(() => followStatus(seller.id, status));
  });
  return getSeller({ actor, sellerId: seller.id });
}

/** Starts or ends the asking, after the commit. */
export async function followStatus(sellerId: string, status: "active" | "paused"): Promise<void> {
  if (status === "paused") return unschedulePolling(sellerId);
  await schedulePolling(sellerId);
  await enqueue("backfill-seller", { seller_id: sellerId });
  await nudgePoll(sellerId);
}

async function tryNewKey(seller: SellerRow, apiKey: string | undefined) {
  if (apiKey === undefined) return null;
  const credentials = { clientId: seller.accountId, apiKey };
  const facts = await tryKey({
    marketplace: seller.marketplace,
    credentials,
    dialect: null,
    budgetId: seller.id,
  });
  return {
    credentials,
    fields: {
      ...toNewKeyColumns(apiKey, facts),
      lastErrorCode: null,
      lastErrorText: null,
      lastErrorAt: null,
    },
  };
}

/** A seller of the actor's that is not removed. Throws `not_found`. */
export async function requireSeller(actor: Actor, sellerId: string): Promise<SellerRow> {
  if (!isUuid(sellerId)) throw new AppError("not_found");
  const where = { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] };
  const seller = await db().seller.findFirst({ where });
  if (seller === null) throw new AppError("not_found");
  return seller;
}

/** Stops polling and hides the seller everywhere; its history stays in the database until purged. */
export async function removeSeller(input: { actor: Actor; sellerId: string }): Promise<void> {
  const seller = await requireSeller(input.actor, input.sellerId);
  await inTransaction(async (tx) => {
    const removed = await tx.sql.seller.updateMany({
      where: { id: seller.id, deletedAt: null },
      data: { deletedAt: now(), status: "paused" },
    });
    if (removed.count === 0) throw new AppError("not_found");
    // The key is of no use any more; what is not kept cannot leak.
    await tx.sql.credential.deleteMany({ where: { sellerId: seller.id } });
    await appendAudit(tx, {
      actor: { type: "user", id: input.actor.userId },
      action: "seller.removed",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      requestId: input.actor.requestId,
    });
    tx.afterCommit(() => unschedulePolling(seller.id));
  });
}

/** Polls a seller now. Throws `seller_not_active` for one that is paused or whose key is refused. */
export async function syncSellerNow(input: { actor: Actor; sellerId: string }): Promise<Seller> {
  const seller = await requireSeller(input.actor, input.sellerId);
  if (seller.status !== "active") throw new AppError("seller_not_active");
  await nudgePoll(seller.id);
  return getSeller({ actor: input.actor, sellerId: seller.id });
}
