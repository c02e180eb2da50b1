import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";

/**
 * Counts the recipients of broadcasts anew into their rows, and tells of those whose counts changed. In the caller's
 * transaction. Index broadcast_recipients_broadcast_id_status_position_idx.
 */
export async function recount(tx: Tx, broadcastIds: readonly string[]): Promise<void> {
  if (broadcastIds.length === 0) return;
  const changed = await tx.sql.$queryRaw<Array<{ id: string; sellerId: string }>>`
    UPDATE broadcasts b SET
           audience = n.audience, queued = n.queued, sent = n.sent, failed = n.failed, unconfirmed = n.unconfirmed,
           skipped = n.skipped, replied = n.replied, bought = n.bought, updated_at = now()
      FROM (
        SELECT one.id,
               count(r.id)::int AS audience,
               (count(*) FILTER (WHERE r.status IN ('pending', 'sending')))::int AS queued,
               (count(*) FILTER (WHERE r.status = 'sent'))::int AS sent,
               (count(*) FILTER (WHERE r.status = 'failed'))::int AS failed,
               (count(*) FILTER (WHERE r.status = 'unconfirmed'))::int AS unconfirmed,
               (count(*) FILTER (WHERE r.status = 'skipped'))::int AS skipped,
               count(r.replied_at)::int AS replied,
               count(r.bought_at)::int AS bought
          FROM unnest(${[...new Set(broadcastIds)].sort()}::uuid[]) AS one (id)
          LEFT JOIN broadcast_recipients r ON r.broadcast_id = one.id
         GROUP BY one.id) n
     WHERE b.id = n.id
       AND (b.audience, b.queued, b.sent, b.failed, b.unconfirmed, b.skipped, b.replied, b.bought)
           IS DISTINCT FROM
           (n.audience, n.queued, n.sent, n.failed, n.unconfirmed, n.skipped, n.replied, n.bought)
    RETURNING b.id, b.seller_id AS "sellerId"`;
  await appendEvents(
    tx,
    changed.map(({ id, sellerId }) => ({ name: "broadcast.updated", sellerId, subjectId: id })),
  );
}
