import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import type { Broadcast } from "../wire/broadcasts";
import { toWireBroadcast } from "./model";
import { requireBroadcast } from "./read";
import { lockBroadcast, recordAct, requireStatus } from "./record";
import { recount } from "./recount";

/**
 * Ends it: who has not been written to is skipped; what is just leaving arrives. Throws `not_found`, `broadcast_state`.
 */
export async function cancelBroadcast(input: { actor: Actor; broadcastId: string }): Promise<Broadcast> {
  const { actor } = input;
  const { id } = await requireBroadcast(actor, input.broadcastId);
  // By itself, and first: it holds from the next launch on, however many are still to be skipped.
  // no audit: here, for recordAct writes the record.
  await inTransaction(async (tx) => {
    const row = await lockBroadcast(tx, id);
    requireStatus(row, ["draft", "scheduled", "running", "paused"]);
    await tx.sql.broadcast.update({ where: { id }, data: { status: "cancelled", finishedAt: now() } });
    return recordAct(tx, row, { action: "broadcast.cancelled", details: { was: row.status }, doer: actor });
  });
  await skipWaiting(id);
  return toWireBroadcast(await requireBroadcast(actor, id));
}

/** So many at a time: one long transaction would hold back everybody's events (see `lib/realtime`). */
const SKIPPED_AT_ONCE = 5_000;

async function skipWaiting(id: string): Promise<void> {
  // no audit: the cancelling was the act.
  const skipSome = () =>
    inTransaction(
      (tx) => tx.sql.$executeRaw`
        UPDATE broadcast_recipients SET status = 'skipped', reason = 'cancelled', leased_until = NULL, ended_at = ${now()}
         WHERE id IN (
           SELECT id FROM broadcast_recipients WHERE broadcast_id = ${id}::uuid AND status = 'pending'
            ORDER BY position, id LIMIT ${SKIPPED_AT_ONCE} FOR UPDATE)`,
    );
  while ((await skipSome()) > 0);
  await inTransaction((tx) => recount(tx, [id]));
}

/**
 * For the sweep: skips who waits for a broadcast that was cancelled, where its process died in between, or where a
 * message came back that had been leaving just then.
 */
export async function skipForgotten(): Promise<void> {
  const rows = await db().broadcast.findMany({
    where: { status: "cancelled", queued: { gt: 0 }, recipients: { some: { status: "pending" } } },
    select: { id: true },
  });
  for (const { id } of rows) await skipWaiting(id);
}
