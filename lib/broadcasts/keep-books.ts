import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { recount } from "./recount";

/**
 * What became of messages is written into their recipients, broadcasts are counted, and those that are through are
 * ended. All of it follows from rows alone, so that it may be done by any process, any number of times.
 */
export async function keepBooks(): Promise<void> {
  // indexes broadcasts_at_work, broadcast_recipients_sending
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT id FROM broadcasts WHERE status = 'running'
     UNION SELECT DISTINCT broadcast_id FROM broadcast_recipients WHERE status = 'sending'`;
  for (const { id } of rows) await keepBookOf(id);
}

/** One broadcast; left to whoever is at it already. */
export async function keepBookOf(broadcastId: string): Promise<void> {
  // no audit: what is written here follows from what was done and recorded before.
  await inTransaction(async (tx) => {
    const held = await tx.sql.$queryRaw<unknown[]>`
      SELECT 1 FROM broadcasts WHERE id = ${broadcastId}::uuid FOR UPDATE SKIP LOCKED`;
    if (held.length === 0) return;
    await followMessages(tx, broadcastId);
    await recount(tx, [broadcastId]);
    await finish(tx, broadcastId);
  });
}

/** Index broadcast_recipients_sending. One whose message was erased with its chat has left as far as anybody knows. */
async function followMessages(tx: Tx, broadcastId: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE broadcast_recipients r SET
           status = coalesce(m.status, 'unconfirmed'),
           reason = CASE WHEN m.status = 'sent' THEN NULL ELSE coalesce(m.error_code, 'delivery_unconfirmed') END,
           reason_text = m.error_text, ended_at = ${now()}, leased_until = NULL
      FROM broadcast_recipients own LEFT JOIN messages m ON m.id = own.message_id
     WHERE own.broadcast_id = ${broadcastId}::uuid AND own.status = 'sending' AND r.id = own.id
       AND (m.id IS NULL OR m.status IN ('sent', 'failed', 'unconfirmed'))`;
}

/** One about orders goes on until a person ends it. */
async function finish(tx: Tx, broadcastId: string): Promise<void> {
  const ended = await tx.sql.$queryRaw<Array<{ sellerId: string }>>`
    UPDATE broadcasts b SET status = 'completed', finished_at = ${now()}, updated_at = now()
     WHERE b.id = ${broadcastId}::uuid AND b.status = 'running' AND b.kind = 'once'
       AND NOT EXISTS (SELECT 1 FROM broadcast_recipients r
                        WHERE r.broadcast_id = b.id AND r.status IN ('pending', 'sending'))
    RETURNING b.seller_id AS "sellerId"`;
  if (ended.length === 0) return;
  await recount(tx, [broadcastId]); // somebody may have been skipped between the count and the end
  await appendEvents(
    tx,
    ended.map(({ sellerId }) => ({ name: "broadcast.updated", sellerId, subjectId: broadcastId })),
  );
}

/**
 * Messages that were given up and came through after all: the history showed one late, or an operator tried one again.
 * For the sweep; broadcasts of the last month. Index broadcast_recipients_message_id_idx.
 */
export async function followLateMessages(): Promise<void> {
  // no audit: see `keepBookOf`.
  await inTransaction(async (tx) => {
    const late = await tx.sql.$queryRaw<Array<{ broadcastId: string }>>`
      UPDATE broadcast_recipients r SET status = 'sent', reason = NULL, reason_text = NULL, ended_at = ${now()}
        FROM broadcasts b, messages m
       WHERE b.failed + b.unconfirmed > 0 AND b.created_at > now() - interval '1 month'
         AND r.broadcast_id = b.id AND r.status IN ('failed', 'unconfirmed')
         AND m.id = r.message_id AND m.status = 'sent'
      RETURNING r.broadcast_id AS "broadcastId"`;
    await recount(
      tx,
      late.map((row) => row.broadcastId),
    );
  });
}
