import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { appendEvents } from "../realtime/append-event";
import type { ErrorCode } from "../wire/error-codes";

/** A refusal weighs so much, a success takes one away: five in a row, or a third of all for a while, are too many. */
const WEIGHT = 2;
const TOO_MANY = 10;

export interface Refusal {
  readonly code: ErrorCode;
  /** The marketplace's own words. */
  readonly text: string | null;
}

/** Counts a refusal; the one that makes too many pauses the broadcast and says why. Atomic over all processes. */
export async function noteRefusal(broadcastId: string, refusal: Refusal): Promise<void> {
  const rows = await db().$queryRaw<Array<{ strikes: number }>>`
    UPDATE broadcasts SET strikes = strikes + ${WEIGHT} WHERE id = ${broadcastId}::uuid AND status = 'running'
    RETURNING strikes`;
  const strikes = rows[0]?.strikes ?? 0;
  if (strikes >= TOO_MANY) await pauseByItself(broadcastId, refusal);
}

/** Counts a success, where there is anything to make good. */
export async function noteSuccess(broadcastId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE broadcasts SET strikes = strikes - 1 WHERE id = ${broadcastId}::uuid AND strikes > 0`;
}

/** Pauses what runs, for a reason that another try would meet again. */
export async function pauseByItself(broadcastId: string, refusal: Refusal): Promise<void> {
  // no audit: here, for the inner half writes the record.
  await inTransaction((tx) => pauseByItselfIn(tx, broadcastId, refusal));
}

/** The same within a transaction that has more to do. */
export async function pauseByItselfIn(tx: Tx, broadcastId: string, refusal: Refusal): Promise<void> {
  const paused = await tx.sql.broadcast.updateMany({
    where: { id: broadcastId, status: "running" },
    data: { status: "paused", stopCode: refusal.code, stopText: refusal.text?.slice(0, 500) ?? null },
  });
  if (paused.count === 0) return;
  const { sellerId, name } = await tx.sql.broadcast.findUniqueOrThrow({ where: { id: broadcastId } });
  await appendEvents(tx, [{ name: "broadcast.updated", sellerId, subjectId: broadcastId }]);
  await appendAudit(tx, {
    actor: { type: "system", id: null },
    action: "broadcast.paused",
    subject: { type: "broadcast", id: broadcastId },
    sellerId,
    details: { name, code: refusal.code },
  });
  const about = { broadcast_id: broadcastId, seller_id: sellerId, code: refusal.code };
  tx.afterCommit(() => log().warn(about, "a broadcast paused"));
}

/**
 * Pauses what runs of sellers whose key was refused elsewhere (by a poll, say): nothing of it can leave, and without a
 * word it would look as if it ran.
 */
export async function pauseWithoutKey(): Promise<void> {
  // index broadcasts_at_work
  const stuck = await db().broadcast.findMany({
    where: { status: "running", seller: { status: "credentials_rejected" } },
    select: { id: true },
  });
  for (const { id } of stuck) await pauseByItself(id, { code: "credentials_rejected", text: null });
}
