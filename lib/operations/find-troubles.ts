import { now } from "../clock";
import { db } from "../db/client";
import { env } from "../env";
import { once } from "../once";
import { type QueueName, queues } from "../queue/catalog";
import { queueOf } from "../queue/enqueue";
import {
  isDiskFull,
  isGrowing,
  KEY_EXPIRES_DAYS,
  keepSamples,
  OUTGOING_FAILS_MS,
  type QueueSample,
  REPLY_WAITS_SECONDS,
  syncLagMs,
  type Trouble,
  watchedQueue,
} from "./alert-rules";
import { processFacts, SILENT_AFTER_MS } from "./heartbeat";

/** What is wrong at this moment, as far as rows and queues tell. */
export async function findTroubles(): Promise<Trouble[]> {
  const found = await Promise.all([
    findSellerTroubles(),
    findSilentWebhooks(),
    findGrowingQueues(),
    findWaitingReplies(),
    findFailingWebhooks(),
    findFullDisks(),
    findMissingWorkers(),
  ]);
  return found.flat();
}

/** A seller that works again, after a pause or with a new key, is polled within this time; so are many after a start. */
const FIRST_POLL_MS = 20_000;

/** Since when this process sees each seller at work, by the clock in milliseconds. */
const atWork = once("sellers-at-work", () => new Map<string, number>());

/** Answers whether sellers have been at work for long enough to have been polled. */
function noteAtWork(sellerIds: readonly string[], at: number): (sellerId: string) => boolean {
  const seen = atWork();
  const present = new Set(sellerIds);
  for (const sellerId of seen.keys()) if (!present.has(sellerId)) seen.delete(sellerId);
  for (const sellerId of sellerIds) if (!seen.has(sellerId)) seen.set(sellerId, at);
  return (sellerId) => at - (seen.get(sellerId) ?? at) >= FIRST_POLL_MS;
}

async function findSellerTroubles(): Promise<Trouble[]> {
  const sellers = await db().seller.findMany({
    where: { deletedAt: null, status: { in: ["active", "credentials_rejected"] } },
    select: {
      id: true,
      status: true,
      createdAt: true,
      lastSyncedAt: true,
      lastErrorCode: true,
      lastErrorAt: true,
      apiKeyExpiresAt: true,
      syncState: { select: { backfillPhase: true } },
    },
  });
  const at = now().getTime();
  const lagFrom = at - syncLagMs(env().POLL_INTERVAL_SECONDS);
  const active = sellers.filter((seller) => seller.status === "active").map((seller) => seller.id);
  const isSettled = noteAtWork(active, at);
  const expiresBy = at + KEY_EXPIRES_DAYS * 24 * 60 * 60_000;
  return sellers.flatMap((seller): Trouble[] => {
    const about = { subject: seller.id, sellerId: seller.id };
    if (seller.status === "credentials_rejected") {
      const since = seller.lastErrorAt?.toISOString() ?? null;
      return [{ ...about, kind: "key_refused", details: { since } }];
    }
    const troubles: Trouble[] = [];
    const syncedAt = seller.lastSyncedAt ?? seller.createdAt;
    const isLate = seller.syncState?.backfillPhase === "done" && syncedAt.getTime() < lagFrom;
    if (isLate && isSettled(seller.id)) {
      const details = { since: syncedAt.toISOString(), error_code: seller.lastErrorCode };
      troubles.push({ ...about, kind: "sync_lag", details });
    }
    if (seller.apiKeyExpiresAt !== null && seller.apiKeyExpiresAt.getTime() <= expiresBy) {
      const details = { expires_at: seller.apiKeyExpiresAt.toISOString() };
      troubles.push({ ...about, kind: "key_expiring", details });
    }
    return troubles;
  });
}

async function findSilentWebhooks(): Promise<Trouble[]> {
  const rows = await db().webhookRegistration.findMany({
    where: { silentSince: { not: null }, seller: { status: "active", deletedAt: null } },
    select: { sellerId: true, silentSince: true },
  });
  return rows.map(({ sellerId, silentSince }) => ({
    kind: "webhook_silent",
    subject: sellerId,
    sellerId,
    details: { since: silentSince?.toISOString() ?? null },
  }));
}

/** How many waited when, in this process's memory: after a start it takes a look back's time to know again. */
const samples = once("queue-samples", () => new Map<QueueName, QueueSample[]>());

async function findGrowingQueues(): Promise<Trouble[]> {
  const names = Object.keys(queues) as QueueName[]; // keys of a literal object: exactly the union
  const counted = await Promise.all(
    names.filter(watchedQueue).map(async (name) => ({ name, waiting: await countWaiting(name) })),
  );
  return counted.flatMap(({ name, waiting }) => (noteWaiting(name, waiting) ? [growing(name, waiting)] : []));
}

function growing(name: QueueName, waiting: number): Trouble {
  return { kind: "queue_growth", subject: name, sellerId: null, details: { queue: name, waiting } };
}

/** Notes how many wait now; answers whether the queue grows. */
export function noteWaiting(name: QueueName, waiting: number): boolean {
  const kept = keepSamples(samples().get(name) ?? [], { at: now(), waiting });
  samples().set(name, kept);
  return isGrowing(kept);
}

async function countWaiting(name: QueueName): Promise<number> {
  const { waiting = 0, prioritized = 0 } = await queueOf(name).getJobCounts("waiting", "prioritized");
  return waiting + prioritized;
}

/**
 * Replies that should have left. One that is held for its author's undo, or until a marketplace's own retry time after
 * it was never tried, is on time. Index messages_outbound_work.
 */
async function findWaitingReplies(): Promise<Trouble[]> {
  const at = now();
  const before = new Date(at.getTime() - REPLY_WAITS_SECONDS * 1000);
  const [row] = await db().$queryRaw<Array<{ count: number; oldest: Date | null }>>`
    SELECT count(*)::int AS count, min(m.created_at) AS oldest
      FROM messages m JOIN sellers s ON s.id = m.seller_id
     WHERE m.status = 'queued' AND m.created_at < ${before} AND s.status = 'active' AND s.deleted_at IS NULL
       AND (m.attempts > 0 OR m.due_at IS NULL OR m.due_at < ${before})`;
  if (row === undefined || row.oldest === null) return [];
  const details = { waiting: row.count, since: row.oldest.toISOString() };
  return [{ kind: "queue_growth", subject: "messages", sellerId: null, details }];
}

async function findFailingWebhooks(): Promise<Trouble[]> {
  const before = new Date(now().getTime() - OUTGOING_FAILS_MS);
  const rows = await db().outgoingWebhook.findMany({
    where: { OR: [{ status: "disabled" }, { status: "active", failingSince: { lt: before } }] },
    select: { id: true, name: true, status: true, failingSince: true },
  });
  return rows.map((row) => ({
    kind: "outgoing_webhook_failing",
    subject: row.id,
    sellerId: null,
    details: {
      name: row.name,
      is_disabled: row.status === "disabled",
      since: row.failingSince?.toISOString() ?? null,
    },
  }));
}

async function findFullDisks(): Promise<Trouble[]> {
  const living = await db().livingProcess.findMany({ where: { seenAt: { gte: longestSilence() } } });
  const full = living.flatMap((one) => {
    const facts = processFacts.safeParse(one.facts).data;
    const { disk_free_bytes: freeBytes = null, disk_total_bytes: totalBytes = null } = facts ?? {};
    if (freeBytes === null || totalBytes === null || !isDiskFull({ freeBytes, totalBytes })) return [];
    return [[one.host, { host: one.host, free_bytes: freeBytes, total_bytes: totalBytes }] as const];
  });
  return [...new Map(full)].map(([subject, details]) => ({
    kind: "disk_full",
    subject,
    sellerId: null,
    details,
  }));
}

function longestSilence(): Date {
  return new Date(now().getTime() - SILENT_AFTER_MS);
}

/** Nobody works. Told only where a web process has been up for longer than workers need to start. */
export async function findMissingWorkers(): Promise<Trouble[]> {
  const before = longestSilence();
  const [workers, web] = await Promise.all([
    db().livingProcess.count({ where: { kind: "workers", seenAt: { gte: before } } }),
    db().livingProcess.count({ where: { kind: "web", seenAt: { gte: before }, startedAt: { lt: before } } }),
  ]);
  return workers > 0 || web === 0 ? [] : [{ kind: "no_workers", subject: "", sellerId: null, details: {} }];
}
