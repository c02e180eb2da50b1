import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { lockBroadcasts } from "./lock-broadcasts";
import { recount } from "./recount";

const AT_ONCE = 1_000;

/**
 * Counts buyers' answers that `lib/chats/note-answers.ts` has marked: whose message was answered has replied, with the
 * first answer; whatever state the broadcast itself is in. For the sweep: without new answers one look at an empty table.
 * Any number of processes may do it at once. Answers how many recipients changed.
 */
export async function noteReplies(): Promise<number> {
  let changed = 0;
  for (let taken = AT_ONCE; taken === AT_ONCE; ) {
    const waiting = await db().$queryRaw<unknown[]>`SELECT 1 FROM broadcast_answers LIMIT 1`;
    if (waiting.length === 0) break;
    // no audit: what a buyer did.
    const batch = await inTransaction(noteBatch);
    taken = batch.taken;
    changed += batch.changed;
  }
  return changed;
}

/** An answer is taken off in the transaction that counts it: whoever dies in between leaves it for the next. */
async function noteBatch(tx: Tx): Promise<{ taken: number; changed: number }> {
  const answers = await tx.sql.$queryRaw<
    Array<{ messageId: string; toldId: string; broadcastId: string | null }>
  >`
    DELETE FROM broadcast_answers a
     WHERE a.message_id IN (
       SELECT message_id FROM broadcast_answers ORDER BY message_id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING a.message_id AS "messageId", a.told_id AS "toldId",
              (SELECT r.broadcast_id FROM broadcast_recipients r WHERE r.message_id = a.told_id LIMIT 1) AS "broadcastId"`;
  const broadcastIds = answers.flatMap(({ broadcastId }) => broadcastId ?? []);
  await lockBroadcasts(tx, broadcastIds);
  // Another process may come with an earlier answer after a later one was counted: the earliest stays.
  // Index broadcast_recipients_message_id_idx.
  const changed = await tx.sql.$queryRaw<Array<{ broadcastId: string }>>`
    UPDATE broadcast_recipients r SET replied_at = earliest.created_at, reply_message_id = earliest.id
      FROM (SELECT DISTINCT ON (answer.told_id) answer.told_id, m.id, m.created_at
              FROM unnest(${answers.map((answer) => answer.messageId)}::uuid[],
                          ${answers.map((answer) => answer.toldId)}::uuid[]) AS answer (message_id, told_id)
              JOIN messages m ON m.id = answer.message_id
             ORDER BY answer.told_id, m.created_at, m.seq) earliest
     WHERE r.message_id = earliest.told_id AND (r.replied_at IS NULL OR r.replied_at > earliest.created_at)
    RETURNING r.broadcast_id AS "broadcastId"`;
  await recount(
    tx,
    changed.map(({ broadcastId }) => broadcastId),
  );
  return { taken: answers.length, changed: changed.length };
}
