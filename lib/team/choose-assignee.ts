import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { OFFLINE_AFTER_MS } from "./colleagues";

export type AssignmentMode = "round_robin" | "least_busy";

interface Candidate {
  readonly id: string;
  readonly capacity: number | null;
}

/**
 * Who of a seller's people gets the next chat: available, desk open, below their capacity; by turns or by load. Null
 * when nobody fits. Two choices for one seller wait for each other, so call it late in a short transaction.
 */
export async function chooseAssignee(
  tx: Tx,
  { sellerId, mode }: { sellerId: string; mode: AssignmentMode },
): Promise<string | null> {
  // Statements after this one see what the choice before us did.
  await tx.sql
    .$queryRaw`SELECT 1 FROM user_sellers WHERE seller_id = ${sellerId}::uuid ORDER BY user_id FOR UPDATE`;
  for (const candidate of await listCandidates(tx, { sellerId, mode })) {
    if (!(await isStillBelow(tx, candidate))) continue;
    await noteTurn(tx, { sellerId, userId: candidate.id });
    return candidate.id;
  }
  return null;
}

/** In the order of whose turn it is. Index chats_open_by_assignee. */
function listCandidates(
  tx: Tx,
  { sellerId, mode }: { sellerId: string; mode: AssignmentMode },
): Promise<Candidate[]> {
  const seenAfter = new Date(now().getTime() - OFFLINE_AFTER_MS);
  return tx.sql.$queryRaw<Candidate[]>`
    SELECT u.id, u.capacity
      FROM user_sellers us JOIN users u ON u.id = us.user_id
     CROSS JOIN LATERAL (
       SELECT count(*) AS count FROM chats c JOIN sellers s ON s.id = c.seller_id
        WHERE c.assignee_id = u.id AND c.status = 'open' AND s.deleted_at IS NULL) open
     WHERE us.seller_id = ${sellerId}::uuid AND u.deactivated_at IS NULL AND u.availability = 'available' AND u.seen_at > ${seenAfter}
       AND (u.capacity IS NULL OR open.count < u.capacity)
     ORDER BY CASE WHEN ${mode} = 'least_busy' THEN open.count END, us.last_assigned_at NULLS FIRST, u.id`;
}

/** A person of two sellers may be chosen for both at once: counted again behind a lock of their own. */
async function isStillBelow(tx: Tx, { id, capacity }: Candidate): Promise<boolean> {
  if (capacity === null) return true;
  await tx.sql.$queryRaw`SELECT 1 FROM users WHERE id = ${id} FOR NO KEY UPDATE`;
  const [row] = await tx.sql.$queryRaw<Array<{ count: number }>>`
    SELECT count(*)::int AS count FROM chats c JOIN sellers s ON s.id = c.seller_id
     WHERE c.assignee_id = ${id} AND c.status = 'open' AND s.deleted_at IS NULL`;
  return row !== undefined && row.count < capacity;
}

/** Always later than everybody's, also within a millisecond or after the clock was put back. */
async function noteTurn(tx: Tx, { sellerId, userId }: { sellerId: string; userId: string }): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE user_sellers SET last_assigned_at = greatest(${now()}, (
      SELECT max(last_assigned_at) + interval '1 millisecond' FROM user_sellers WHERE seller_id = ${sellerId}::uuid))
     WHERE seller_id = ${sellerId}::uuid AND user_id = ${userId}`;
}
