import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import type { MarketplaceError } from "../marketplaces/errors";
import { appendEvents } from "../realtime/append-event";
import { unschedulePolling } from "./schedule-polling";

/** Longest pause between polls of a seller whose marketplace does not answer, in seconds. */
const MAX_PAUSE_SECONDS = 900;

/** A poll went through: clears the error, remembers when. Says so on the stream only when something changed. */
export async function recordSyncSuccess(sellerId: string): Promise<void> {
  // no audit: a poll's bookkeeping, every minute for every seller.
  await inTransaction(async (tx) => {
    const before = await tx.sql.seller.findUniqueOrThrow({
      where: { id: sellerId },
      select: { lastErrorCode: true, chatAccess: true },
    });
    const wasLacking =
      before.lastErrorCode === "role_missing" || before.lastErrorCode === "subscription_missing";
    const data = {
      lastSyncedAt: now(),
      lastErrorCode: null,
      lastErrorText: null,
      lastErrorAt: null,
      // What was missing is there again, or was not needed this time: the next look at the key tells which.
      chatAccess: wasLacking ? null : before.chatAccess,
    };
    await tx.sql.seller.update({ where: { id: sellerId }, data });
    await tx.sql.syncState.update({ where: { sellerId }, data: { failures: 0, nextAttemptAt: null } });
    if (before.lastErrorCode !== null) {
      await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
    }
  });
}

/** A poll failed for a reason that passes: remembers it and how long to leave the marketplace alone (exponential, with jitter). */
export async function recordSyncFailure(sellerId: string, error: MarketplaceError): Promise<void> {
  // no audit: a poll's bookkeeping; the seller's row shows the error.
  await inTransaction(async (tx) => {
    const state = await tx.sql.syncState.update({
      where: { sellerId },
      data: { failures: { increment: 1 } },
    });
    const backoff =
      Math.min(MAX_PAUSE_SECONDS, 2 ** Math.min(state.failures, 10)) * (0.5 + Math.random() / 2);
    const pauseSeconds = Math.max(backoff, error.retryAfterSeconds ?? 0);
    await tx.sql.syncState.update({
      where: { sellerId },
      data: { nextAttemptAt: new Date(now().getTime() + pauseSeconds * 1000) },
    });
    await tx.sql.seller.update({ where: { id: sellerId }, data: errorFields(error) });
    await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
  });
}

/**
 * The key itself is refused: the seller stops (guarded, so that one of many processes does it) and admins are told
 * by the seller's state and event. `key_changed`: the refused key (known by when it was set) is not in use any more,
 * and nothing happens.
 */
export async function rejectCredentials(
  sellerId: string,
  error: MarketplaceError,
  { keySetAt }: { keySetAt: Date },
): Promise<"stopped" | "key_changed"> {
  return inTransaction(async (tx) => {
    const stopped = await tx.sql.seller.updateMany({
      where: { id: sellerId, status: "active", apiKeySetAt: keySetAt },
      data: { ...errorFields(error), lastErrorCode: "credentials_rejected", status: "credentials_rejected" },
    });
    if (stopped.count === 0) {
      const isSameKey = await tx.sql.seller.count({ where: { id: sellerId, apiKeySetAt: keySetAt } });
      return isSameKey === 0 ? "key_changed" : "stopped";
    }
    await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
    await appendAudit(tx, {
      actor: { type: "system", id: null },
      action: "seller.credentials_rejected",
      subject: { type: "seller", id: sellerId },
      sellerId,
      details: { http_status: error.httpStatus, method: error.method },
    });
    log().warn(
      { seller_id: sellerId, http_status: error.httpStatus },
      "the marketplace refuses the seller's key; polling stops",
    );
    tx.afterCommit(() => unschedulePolling(sellerId));
    return "stopped";
  });
}

/** A lasting lack (a right, a tariff) found while the key works: shown, polling goes on. */
export async function recordLack(sellerId: string, error: MarketplaceError): Promise<void> {
  // no audit: the marketplace's doing, shown in the seller's row; polling goes on.
  await inTransaction(async (tx) => {
    await tx.sql.seller.update({
      where: { id: sellerId },
      data: {
        ...errorFields(error),
        chatAccess: error.kind === "subscription_missing" ? "subscription_missing" : "role_missing",
      },
    });
    await appendEvents(tx, [{ name: "seller.updated", sellerId, subjectId: sellerId }]);
  });
}

function errorFields(error: MarketplaceError) {
  return {
    lastErrorCode: error.kind,
    lastErrorText: error.theirText?.slice(0, 500) ?? null,
    lastErrorAt: now(),
  };
}

/** Whether a seller may be asked now: active, not removed, and not within a pause after failures. */
export async function mayBePolled(sellerId: string): Promise<boolean> {
  const isRested = { OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now() } }] };
  const seller = await db().seller.findFirst({
    where: {
      id: sellerId,
      status: "active",
      deletedAt: null,
      OR: [{ syncState: null }, { syncState: isRested }],
    },
    select: { id: true },
  });
  return seller !== null;
}
