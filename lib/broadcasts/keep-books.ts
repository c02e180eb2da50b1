import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { lockBroadcasts } from "./lock-broadcasts";
import { recount } from "./recount";
import { pauseWithoutKey } from "./strikes";

/** What ended within so many seconds may not be counted yet. */
const NEWS_SECONDS = 15;
/** Whichever process counts, it is not counted again sooner, in milliseconds. */
const PAUSE_MS = 900;

/**
 * What became of messages is written into their recipients, broadcasts are counted, and those that are through are
 * ended. All of it follows from rows alone, so that it may be done by any process, any number of times. Only where
 * something is under way or has just ended: counting reads all recipients, and one about orders has those of months.
 * `isThorough`: all that run, for what ended while nobody counted.
 */
export async function keepBooks({ isThorough }: { isThorough: boolean }): Promise<void> {
  const since = new Date(now().getTime() - NEWS_SECONDS * 1000);
  // indexes broadcasts_at_work, broadcast_recipients_sending, broadcast_recipients_by_end, broadcast_recipients_pending
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT b.id FROM broadcasts b
     WHERE (b.status = 'running'
            OR b.id IN (SELECT r.broadcast_id FROM broadcast_recipients r WHERE r.status = 'sending'))
       AND (${isThorough}::boolean OR (
         b.updated_at NOT BETWEEN now() - make_interval(secs => ${PAUSE_MS / 1000}::float8) AND now()
         AND (EXISTS (SELECT 1 FROM broadcast_recipients r LEFT JOIN messages m ON m.id = r.message_id
                       WHERE r.broadcast_id = b.id AND r.status = 'sending' AND m.status IS DISTINCT FROM 'sending')
           OR EXISTS (SELECT 1 FROM broadcast_recipients r WHERE r.broadcast_id = b.id AND r.ended_at > ${since}::timestamptz)
           OR (b.kind = 'once' AND NOT EXISTS (
                SELECT 1 FROM broadcast_recipients r WHERE r.broadcast_id = b.id AND r.status = 'pending')
               AND NOT EXISTS (
                SELECT 1 FROM broadcast_recipients r WHERE r.broadcast_id = b.id AND r.status = 'sending')))))`;
  for (const { id } of rows) await keepBookOf(id);
  await pauseWithoutKey();
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
 * For the sweep; messages of the last month, however long ago their broadcast was made: one about orders runs for long.
 * Indexes broadcast_recipients_by_sending, broadcast_recipients_message_id_idx.
 */
export async function followLateMessages(): Promise<void> {
  // no audit: see `keepBookOf`.
  await inTransaction(async (tx) => {
    const late = await tx.sql.$queryRaw<Array<{ id: string; broadcastId: string }>>`
      SELECT r.id, r.broadcast_id AS "broadcastId"
        FROM broadcasts b
        JOIN broadcast_recipients r ON r.broadcast_id = b.id AND r.sent_at > ${now()}::timestamptz - interval '1 month'
        JOIN messages m ON m.id = r.message_id AND m.status = 'sent'
       WHERE b.failed + b.unconfirmed > 0 AND r.status IN ('failed', 'unconfirmed')`;
    if (late.length === 0) return;
    const ids = late.map(({ broadcastId }) => broadcastId);
    await lockBroadcasts(tx, ids);
    await tx.sql.$executeRaw`
      UPDATE broadcast_recipients r SET status = 'sent', reason = NULL, reason_text = NULL, ended_at = ${now()}
        FROM messages m
       WHERE r.id = ANY (${late.map(({ id }) => id)}::uuid[]) AND r.status IN ('failed', 'unconfirmed')
         AND m.id = r.message_id AND m.status = 'sent'`;
    await recount(tx, ids);
  });
}
