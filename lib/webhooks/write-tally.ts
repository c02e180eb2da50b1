import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";

/** Calls of one seller in one hour. */
export interface HourCount {
  readonly sellerId: string;
  readonly hour: Date;
  good: number;
  unstable: number;
  slow: number;
  refused: number;
  totalMs: number;
  maxMs: number;
}

export interface Refusal {
  readonly sellerId: string;
  readonly at: Date;
  readonly code: string;
  readonly detail: string;
  readonly fromIp: string | null;
}

/** A seller's calls were taken, the last one then. */
export interface Taken {
  readonly sellerId: string;
  readonly at: Date;
  readonly isRing: boolean;
}

/** Refusals of a seller that are kept. */
export const KEPT_REFUSALS = 50;
/** Days that counts of calls are kept. */
const KEPT_DAYS = 30;

/** Writes counts, refusals and the moment of the last call; a ring ends its seller's silence. */
export async function writeTally(tally: {
  hours: readonly HourCount[];
  refusals: readonly Refusal[];
  taken: readonly Taken[];
}): Promise<void> {
  // no audit: counts of calls, nobody's act here.
  await inTransaction(async (tx) => {
    await addHours(tx, tally.hours);
    await addRefusals(tx, tally.refusals);
    await noteTaken(tx, tally.taken);
  });
}

/** One order for all writers, so that two processes cannot deadlock. */
function inOrder<Row extends { readonly sellerId: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.sellerId < b.sellerId ? -1 : 1));
}

async function addHours(tx: Tx, hours: readonly HourCount[]): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO webhook_hours AS h (seller_id, hour, good, unstable, slow, refused, total_ms, max_ms)
    SELECT n."sellerId", n.hour, n.good, n.unstable, n.slow, n.refused, n."totalMs", n."maxMs"
      FROM jsonb_to_recordset(${JSON.stringify(inOrder(hours))}::jsonb) AS n (
        "sellerId" uuid, hour timestamptz, good int, unstable int, slow int, refused int, "totalMs" bigint, "maxMs" int)
    ON CONFLICT (seller_id, hour) DO UPDATE SET
      good = h.good + excluded.good, unstable = h.unstable + excluded.unstable, slow = h.slow + excluded.slow,
      refused = h.refused + excluded.refused, total_ms = h.total_ms + excluded.total_ms,
      max_ms = greatest(h.max_ms, excluded.max_ms)`;
}

async function addRefusals(tx: Tx, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await tx.sql.webhookRefusal.createMany({ data: inOrder(refusals) });
  const sellerIds = [...new Set(refusals.map((refusal) => refusal.sellerId))];
  // index webhook_refusals_seller_id_id_idx
  await tx.sql.$executeRaw`
    DELETE FROM webhook_refusals r
     USING unnest(${sellerIds}::uuid[]) AS s (id),
           LATERAL (SELECT k.id FROM webhook_refusals k WHERE k.seller_id = s.id
                     ORDER BY k.id DESC OFFSET ${KEPT_REFUSALS - 1}::int LIMIT 1) AS oldest
     WHERE r.seller_id = s.id AND r.id < oldest.id`;
}

/**
 * The last call, and what it proves: who is rung for an event is registered, by us or by hand, and not silent. A ping
 * proves nothing of the kind.
 */
async function noteTaken(tx: Tx, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const ended = await tx.sql.$queryRaw<Array<{ seller_id: string }>>`
    WITH n AS (
      SELECT n."sellerId" AS seller_id, n.at, n."isRing" AS is_ring
        FROM jsonb_to_recordset(${JSON.stringify(inOrder(taken))}::jsonb) AS n ("sellerId" uuid, at timestamptz, "isRing" boolean)
        JOIN sellers s ON s.id = n."sellerId" AND s.deleted_at IS NULL
    ), before AS (
      SELECT r.seller_id FROM webhook_registrations r JOIN n USING (seller_id)
       WHERE n.is_ring AND (r.silent_since IS NOT NULL OR r.state <> 'registered')
    ), written AS (
      INSERT INTO webhook_registrations AS r (seller_id, state, url, last_received_at)
      SELECT n.seller_id, CASE WHEN n.is_ring THEN 'registered' ELSE 'none' END, '', n.at FROM n
      ON CONFLICT (seller_id) DO UPDATE SET last_received_at = greatest(r.last_received_at, excluded.last_received_at)
      RETURNING 1
    )
    SELECT before.seller_id FROM before`;
  const rung = taken.filter((one) => one.isRing).map((one) => one.sellerId);
  if (rung.length === 0) return;
  await tx.sql.$executeRaw`
    UPDATE webhook_registrations SET state = 'registered', error_code = NULL, error_text = NULL, attempts = 0,
           missed = 0, missed_since = NULL, silent_since = NULL, revivals = 0
     WHERE seller_id = ANY (${rung}::uuid[])
       AND (state <> 'registered' OR error_code IS NOT NULL OR missed > 0 OR silent_since IS NOT NULL OR revivals > 0)`;
  await appendEvents(
    tx,
    ended.map(({ seller_id: id }) => ({ name: "seller.updated", sellerId: id, subjectId: id })),
  );
}

/** For the sweep: counts of calls that are old. Index webhook_hours_hour_idx. */
export async function forgetOldCalls(): Promise<void> {
  await db()
    .$executeRaw`DELETE FROM webhook_hours WHERE hour < now() - make_interval(days => ${KEPT_DAYS}::int)`;
}
