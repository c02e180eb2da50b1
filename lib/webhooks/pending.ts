import { db } from "../db/client";

/** Webhook calls noted down and not yet followed up. */

export interface PendingRing {
  readonly id: string;
  readonly messageExternalId: string | null;
  readonly attempts: number;
  /** The call that noted it down. */
  readonly requestId: string | null;
}

/** Pauses between looks for a message that a webhook announced and the history does not show yet, in seconds. */
const PAUSES_SECONDS = [1, 2, 4, 8, 15, 30, 60, 120];

/** What was rung for one chat of a seller and is still open, also when not due yet: one fetch answers all of it. */
export async function listPendingRings(input: {
  sellerId: string;
  chatExternalId: string;
}): Promise<PendingRing[]> {
  return db().webhookDelivery.findMany({
    where: { sellerId: input.sellerId, chatExternalId: input.chatExternalId, status: "pending" },
    select: { id: true, messageExternalId: true, attempts: true, requestId: true },
    take: 500,
  });
}

/** What was rung for one posting of a seller and is still open. Index webhook_deliveries_postings. */
export async function listPendingPostingRings(input: {
  sellerId: string;
  postingNumber: string;
}): Promise<PendingRing[]> {
  return db().webhookDelivery.findMany({
    where: { sellerId: input.sellerId, postingNumber: input.postingNumber, status: "pending" },
    select: { id: true, messageExternalId: true, attempts: true, requestId: true },
    take: 500,
  });
}

/** These calls are followed up. */
export async function finishRings(ids: readonly string[]): Promise<void> {
  await db().webhookDelivery.updateMany({
    where: { id: { in: [...ids] } },
    data: { status: "done", dueAt: null },
  });
}

/**
 * Looks again later; after the last pause the call is let go: polling reads the same list and history, and a forged
 * message id must not be looked for for ever. Answers the pause in seconds, null when nothing is left to wait for.
 */
export async function postponeRings(rings: readonly PendingRing[]): Promise<number | null> {
  const waiting = rings.filter((ring) => ring.attempts < PAUSES_SECONDS.length);
  const given = rings.filter((ring) => ring.attempts >= PAUSES_SECONDS.length).map((ring) => ring.id);
  if (given.length > 0) await finishRings(given);
  const [first] = waiting;
  if (first === undefined) return null;
  const seconds = PAUSES_SECONDS[Math.min(...waiting.map((ring) => ring.attempts))] ?? 120;
  await db().webhookDelivery.updateMany({
    where: { id: { in: waiting.map((ring) => ring.id) }, status: "pending" },
    data: { attempts: { increment: 1 }, dueAt: new Date(Date.now() + seconds * 1000) },
  });
  return seconds;
}

/** Chats somebody rang for whose nudge was lost. Index webhook_deliveries_pending. */
export async function listOverdueRings(): Promise<Array<{ seller_id: string; chat_external_id: string }>> {
  return db().$queryRaw`
    SELECT DISTINCT d.seller_id, d.chat_external_id FROM webhook_deliveries d JOIN sellers s ON s.id = d.seller_id
     WHERE d.status = 'pending' AND d.chat_external_id IS NOT NULL AND s.status = 'active' AND s.deleted_at IS NULL
       AND coalesce(d.due_at, d.received_at + interval '3 seconds') < now()
     LIMIT 1000`;
}

/** Postings somebody rang for whose nudge was lost. Index webhook_deliveries_postings. */
export async function listOverduePostingRings(): Promise<
  Array<{ seller_id: string; posting_number: string }>
> {
  return db().$queryRaw`
    SELECT DISTINCT d.seller_id, d.posting_number FROM webhook_deliveries d JOIN sellers s ON s.id = d.seller_id
     WHERE d.status = 'pending' AND d.posting_number IS NOT NULL AND s.status = 'active' AND s.deleted_at IS NULL
       AND coalesce(d.due_at, d.received_at + interval '3 seconds') < now()
     LIMIT 1000`;
}

/**
 * Old calls are of no use; a replay after this long costs one request and changes nothing. Of postings that were rung for
 * while their seller stood still nobody needs to hear a day later: that is no news, and there may be thousands.
 */
export async function forgetOldRings(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM webhook_deliveries
     WHERE received_at < now() - interval '14 days' AND status = 'done'
        OR received_at < now() - interval '1 day' AND status = 'pending' AND posting_number IS NOT NULL`;
}
