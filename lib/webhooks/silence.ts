import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { appendEvents } from "../realtime/append-event";

/** So many buyers' messages in a row that nobody rang for, the first of them found so long ago, make a silence. */
export const SILENT_MESSAGES = 3;
export const SILENT_SECONDS = 300;
/** How late a ring may still come after polling found the message: the marketplace's own retries. */
export const GRACE_SECONDS = 120;
/** Clocks differ, and what was said just before the last ring may have been part of it. */
const SKEW_SECONDS = 30;
/** How far back is looked; a silence that is older is known already. */
const WINDOW_SECONDS = 24 * 3600;
/** Counting ends here: more says nothing more. */
const MOST_MESSAGES = 1000;
/** A web process that was not seen for so long does not listen. */
const LISTENER_SEEN_SECONDS = 60;

export interface SilentWebhook {
  readonly sellerId: string;
  readonly missed: number;
  readonly since: Date;
}

/** Sellers whose webhook is silent right now. */
export async function listSilentWebhooks(): Promise<SilentWebhook[]> {
  const rows = await db().webhookRegistration.findMany({
    where: {
      silentSince: { not: null },
      seller: { status: "active", deletedAt: null, webhookMode: { not: null } },
    },
    orderBy: { silentSince: "asc" },
    select: { sellerId: true, missed: true, silentSince: true },
  });
  return rows.flatMap((row) =>
    row.silentSince === null ? [] : [{ sellerId: row.sellerId, missed: row.missed, since: row.silentSince }],
  );
}

/**
 * Compares what polling found with what was rung for, seller by seller, and keeps the figures; says so when a silence
 * begins. Answers how many began.
 */
export async function noteSilentWebhooks(): Promise<number> {
  const found = await countMissed();
  if (found.length === 0) return 0;
  // no audit: figures, nobody's act; what is done about a silence is audited.
  return inTransaction(async (tx) => {
    const began = await tx.sql.$queryRaw<Array<{ seller_id: string }>>`
      WITH n AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS n (seller_id uuid, missed int, since timestamptz)
      ), before AS (
        SELECT r.seller_id, r.silent_since FROM webhook_registrations r JOIN n USING (seller_id)
         ORDER BY r.seller_id FOR UPDATE OF r
      ), written AS (
        UPDATE webhook_registrations r SET missed = n.missed, missed_since = coalesce(r.missed_since, n.since),
               silent_since = coalesce(r.silent_since, CASE WHEN n.missed >= ${SILENT_MESSAGES}::int
                 AND n.since <= ${secondsAgo(SILENT_SECONDS)}::timestamptz THEN ${now()}::timestamptz END)
          FROM n JOIN before USING (seller_id) WHERE r.seller_id = n.seller_id AND r.missed <= n.missed
        RETURNING r.seller_id, r.silent_since
      )
      SELECT w.seller_id FROM written w JOIN before b USING (seller_id)
       WHERE w.silent_since IS NOT NULL AND b.silent_since IS NULL`;
    for (const { seller_id } of began) log().warn({ seller_id }, "a webhook is silent");
    await appendEvents(
      tx,
      began.map(({ seller_id: id }) => ({ name: "seller.updated", sellerId: id, subjectId: id })),
    );
    return began.length;
  });
}

function secondsAgo(seconds: number): Date {
  return new Date(now().getTime() - seconds * 1000);
}

/**
 * Buyers' messages of each seller that should have rung and did not: said after the last ring for a chat, after the
 * registration and while we listened without a break (calls of the time before may have been lost with us), and found
 * so long ago that a late ring would have come. A paused seller has none, one that was never registered neither.
 * Indexes: webhook_deliveries_rings, messages_of_seller_by_time.
 */
async function countMissed(): Promise<Array<{ seller_id: string; missed: number; since: Date }>> {
  return db().$queryRaw`
    WITH listening AS (
      SELECT min(started_at) AS since FROM living_processes
       WHERE kind = 'web' AND seen_at >= ${secondsAgo(LISTENER_SEEN_SECONDS)}::timestamptz
    )
    SELECT r.seller_id, m.missed, m.since
      FROM webhook_registrations r
      JOIN sellers s ON s.id = r.seller_id AND s.status = 'active' AND s.deleted_at IS NULL AND s.webhook_mode IS NOT NULL
     CROSS JOIN listening
     CROSS JOIN LATERAL (
       SELECT max(received_at) AS at FROM webhook_deliveries d
        WHERE d.seller_id = r.seller_id AND d.kind = 'chat_changed'
     ) rung
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS missed, min(found_at) AS since FROM (
         SELECT to_timestamp(('x' || translate(left(m.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) AS found_at
           FROM messages m JOIN chats c ON c.id = m.chat_id AND c.kind = 'buyer'
          WHERE m.seller_id = r.seller_id AND m.author_type = 'buyer'
            AND m.created_at > greatest(rung.at + make_interval(secs => ${SKEW_SECONDS}), r.registered_at,
                                        listening.since, ${secondsAgo(WINDOW_SECONDS)}::timestamptz)
            AND m.created_at < ${secondsAgo(GRACE_SECONDS)}::timestamptz
          ORDER BY m.created_at DESC LIMIT ${MOST_MESSAGES}::int
       ) recent WHERE found_at < ${secondsAgo(GRACE_SECONDS)}::timestamptz
     ) m
     WHERE (r.registered_at IS NOT NULL OR rung.at IS NOT NULL) AND listening.since IS NOT NULL
       AND r.state = 'registered' AND m.missed > 0`;
}
