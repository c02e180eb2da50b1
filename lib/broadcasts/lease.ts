import { now } from "../clock";
import { db } from "../db/client";

/**
 * A process has this long to write to somebody it took, in milliseconds; after that others may. Being slow doubles
 * nothing: who launches asks again whether the recipient still waits.
 */
const LEASE_MS = 30_000;

/** Somebody whose turn it is, with what it takes to write to them. */
export interface LeasedRecipient {
  readonly id: string;
  readonly chatId: string;
  readonly buyerKey: string | null;
  readonly postingNumber: string | null;
  /** Empty; for a message about an order what called for it. */
  readonly onceKey: string;
  readonly variant: string;
  readonly attempts: number;
  readonly chatExternalId: string;
  readonly chatSecret: string | null;
}

/** Broadcasts that run, whose seller can send, and in which it is somebody's turn now. Indexes broadcasts_at_work, broadcast_recipients_pending. */
export async function listSendable(): Promise<string[]> {
  const at = now();
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT b.id FROM broadcasts b JOIN sellers s ON s.id = b.seller_id
     WHERE b.status = 'running' AND s.status = 'active' AND s.deleted_at IS NULL
       AND EXISTS (
         SELECT 1 FROM broadcast_recipients r
          WHERE r.broadcast_id = b.id AND r.status = 'pending' AND coalesce(r.due_at, '-infinity') <= ${at}::timestamptz
            AND (r.leased_until IS NULL OR r.leased_until <= ${at}))
     ORDER BY b.started_at, b.id`;
  return rows.map((row) => row.id);
}

/** Takes up to `count` whose turn it is, so that no other process does meanwhile. Index broadcast_recipients_pending. */
export async function leaseRecipients(broadcastId: string, count: number): Promise<LeasedRecipient[]> {
  const at = now();
  const until = new Date(at.getTime() + LEASE_MS);
  const rows = await db().$queryRaw<Array<LeasedRecipient & { position: number }>>`
    UPDATE broadcast_recipients r SET leased_until = ${until}
      FROM (SELECT r.id, c.external_id, c.chat_secret
              FROM broadcast_recipients r JOIN chats c ON c.id = r.chat_id
             WHERE r.broadcast_id = ${broadcastId}::uuid AND r.status = 'pending'
               AND coalesce(r.due_at, '-infinity') <= ${at}::timestamptz AND (r.leased_until IS NULL OR r.leased_until <= ${at})
             ORDER BY r.position, r.id LIMIT ${count} FOR UPDATE OF r SKIP LOCKED) AS next
     WHERE r.id = next.id
    RETURNING r.id, r.chat_id AS "chatId", r.buyer_key AS "buyerKey", r.posting_number AS "postingNumber",
              r.once_key AS "onceKey", r.variant,
              r.attempts, r.position, next.external_id AS "chatExternalId", next.chat_secret AS "chatSecret"`;
  return rows.sort((a, b) => a.position - b.position);
}

/** Gives back who was taken and not written to, so that another process need not wait for the lease to end. */
export async function returnLeases(recipientIds: readonly string[]): Promise<void> {
  if (recipientIds.length === 0) return;
  await db().broadcastRecipient.updateMany({
    where: { id: { in: [...recipientIds] }, status: "pending" },
    data: { leasedUntil: null },
  });
}
