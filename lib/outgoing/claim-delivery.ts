import { now } from "../clock";
import { db } from "../db/client";
import { openSecret } from "../sellers/credentials";
import { type Payload, toSent } from "./model";

/** A claim this old belongs to a process that died; the receiver tells the repeat by its id. In seconds. */
const CLAIM_HOLDS_SECONDS = 60;

/** One delivery that is ours to send now, with where it goes. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly claimedAt: Date;
  readonly attempts: number;
  readonly log: unknown;
  readonly payload: Payload;
  readonly url: string;
  readonly secret: string;
  /** Sent once, by a person who waits for what comes back. */
  readonly isTest: boolean;
}

interface Row {
  id: string;
  attempts: number;
  log: unknown;
  payload: unknown;
  url: string;
  secret: string;
}

/** The next delivery of an address that is due and nobody else's; null when there is none, or the address rests. */
export async function claimDelivery(webhookId: string): Promise<ClaimedDelivery | null> {
  const claimedAt = now();
  const lost = new Date(claimedAt.getTime() - CLAIM_HOLDS_SECONDS * 1000);
  // index outgoing_deliveries_line; two senders never get the same row
  const [row] = await db().$queryRaw<Row[]>`
    UPDATE outgoing_deliveries d SET claimed_at = ${claimedAt}
      FROM outgoing_webhooks w
     WHERE w.id = d.webhook_id AND w.status = 'active' AND (w.rest_until IS NULL OR w.rest_until <= ${claimedAt})
       AND d.id = (
         SELECT id FROM outgoing_deliveries
          WHERE webhook_id = ${webhookId}::uuid AND status = 'pending' AND due_at <= ${claimedAt}
            AND (claimed_at IS NULL OR claimed_at < ${lost})
          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.id, d.attempts, d.log, d.payload, w.url, w.secret`;
  return row === undefined ? null : toClaimed(row, { webhookId, claimedAt, isTest: false });
}

/** A row just claimed, its payload understood and its secret opened. */
export function toClaimed(
  row: Row,
  rest: Pick<ClaimedDelivery, "webhookId" | "claimedAt" | "isTest">,
): ClaimedDelivery {
  return { ...row, ...rest, payload: toSent(row.payload), secret: openSecret(row.secret) };
}

/** Addresses with something due, for the sweep. Index outgoing_deliveries_line. */
export async function listWebhooksWithDueWork(): Promise<string[]> {
  const at = now();
  const lost = new Date(at.getTime() - CLAIM_HOLDS_SECONDS * 1000);
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT w.id FROM outgoing_webhooks w
     WHERE w.status = 'active' AND (w.rest_until IS NULL OR w.rest_until <= ${at})
       AND EXISTS (SELECT 1 FROM outgoing_deliveries d WHERE d.webhook_id = w.id AND d.status = 'pending'
                      AND d.due_at <= ${at} AND (d.claimed_at IS NULL OR d.claimed_at < ${lost}))`;
  return rows.map((row) => row.id);
}
