import type { Actor } from "../access/actor";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { Broadcast } from "../wire/broadcasts";
import { toWireBroadcast } from "./model";
import { requireBroadcast } from "./read";
import { lockBroadcast, recordAct, requireStatus } from "./record";
import { recount } from "./recount";
import { requireActiveSeller } from "./start";

/**
 * A person has failed and unconfirmed recipients written to once more; one that was completed runs again. What is not
 * confirmed may have arrived: the person was told, and the log says how many there were. Whoever is judged anew when
 * their turn comes may still be skipped. Throws `not_found`, `seller_not_active`, and `broadcast_state` also when there
 * is nobody to try again.
 */
export async function retryRecipients(input: { actor: Actor; broadcastId: string }): Promise<Broadcast> {
  const { actor } = input;
  const { id } = await requireBroadcast(actor, input.broadcastId);
  // no audit: here, for recordAct writes the record.
  const row = await inTransaction(async (tx) => {
    const standing = await lockBroadcast(tx, id);
    requireStatus(standing, ["running", "paused", "completed"]);
    await requireActiveSeller(tx, standing.sellerId);
    const again = await putBack(tx, id);
    if (again.failed + again.unconfirmed === 0)
      throw new AppError("broadcast_state", { details: { status: standing.status, retryable: 0 } });
    if (standing.status === "completed")
      await tx.sql.broadcast.update({
        where: { id },
        data: { status: "running", finishedAt: null, stopCode: null, stopText: null, strikes: 0 },
      });
    await recount(tx, [id]);
    return recordAct(tx, standing, { action: "broadcast.retried", details: { ...again }, doer: actor });
  });
  return toWireBroadcast(row);
}

/**
 * Who failed waits for their turn again, without their old message: that stays in the chat as it is and is counted for
 * nobody. Not those whose message came through after all or is being tried again by an operator (their books follow), and
 * not those who answered: they got it.
 */
async function putBack(tx: Tx, broadcastId: string): Promise<{ failed: number; unconfirmed: number }> {
  // Held until the end, so that the history cannot find one arrived while it is put back.
  await tx.sql.$queryRaw`
    SELECT 1 FROM broadcast_recipients r JOIN messages m ON m.id = r.message_id
     WHERE r.broadcast_id = ${broadcastId}::uuid AND r.status IN ('failed', 'unconfirmed')
     ORDER BY m.id FOR UPDATE OF m`;
  const rows = await tx.sql.$queryRaw<Array<{ was: string; count: number }>>`
    WITH again AS (
      SELECT r.id, r.status FROM broadcast_recipients r LEFT JOIN messages m ON m.id = r.message_id
       WHERE r.broadcast_id = ${broadcastId}::uuid AND r.status IN ('failed', 'unconfirmed')
         AND r.replied_at IS NULL AND (m.id IS NULL OR m.status IN ('failed', 'unconfirmed'))),
    put_back AS (
      UPDATE broadcast_recipients r
         SET status = 'pending', message_id = NULL, sent_at = NULL, ended_at = NULL, reason = NULL, reason_text = NULL,
             due_at = NULL, leased_until = NULL, attempts = 0
        FROM again WHERE r.id = again.id
      RETURNING again.status AS was)
    SELECT was, count(*)::int AS count FROM put_back GROUP BY was`;
  const countOf = (was: string) => rows.find((row) => row.was === was)?.count ?? 0;
  return { failed: countOf("failed"), unconfirmed: countOf("unconfirmed") };
}
