import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";

interface Counts {
  readonly open: number;
  readonly started: number;
  readonly done: number;
  readonly failed: number;
  readonly unconfirmed: number;
  readonly cancelled: number;
}

/** Counts what became of an action's items, and says so when something changed. */
export async function settleAction(actionId: string): Promise<void> {
  // no audit: what was asked for is audited; this is what came of it.
  await inTransaction((tx) => settleIn(tx, actionId));
}

/** The same in the caller's transaction. */
export async function settleIn(tx: Tx, actionId: string): Promise<void> {
  // Locked before it is counted: who counts last has seen what all the others did.
  const [row] = await tx.sql.$queryRaw<
    Array<{ seller_id: string; status: string; done: number; failed: number; unconfirmed: number }>
  >`
    SELECT seller_id, status, done, failed, unconfirmed FROM market_actions WHERE id = ${actionId}::uuid FOR UPDATE`;
  if (row === undefined) return;
  const [counted] = await tx.sql.$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE status IN ('queued', 'sending', 'sent'))::int AS open,
           count(*) FILTER (WHERE status <> 'queued')::int AS started,
           count(*) FILTER (WHERE status = 'done')::int AS done,
           count(*) FILTER (WHERE status = 'failed')::int AS failed,
           count(*) FILTER (WHERE status = 'unconfirmed')::int AS unconfirmed,
           count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled
      FROM market_action_items WHERE action_id = ${actionId}::uuid`;
  if (counted === undefined) return;
  const status = statusOf(counted);
  const { done, failed, unconfirmed } = counted;
  const isSame =
    row.status === status && row.done === done && row.failed === failed && row.unconfirmed === unconfirmed;
  if (isSame) return;
  const finishedAt = counted.open === 0 ? now() : null;
  await tx.sql.marketAction.update({
    where: { id: actionId },
    data: { status, done, failed, unconfirmed, finishedAt },
  });
  await appendEvents(tx, [{ name: "action.updated", sellerId: row.seller_id, subjectId: actionId }]);
}

function statusOf({ open, started, done, failed, unconfirmed }: Counts): string {
  if (open > 0) return started === 0 ? "queued" : "running";
  if (failed + unconfirmed === 0) return done === 0 ? "cancelled" : "done";
  return done === 0 && unconfirmed === 0 ? "failed" : "partly";
}
