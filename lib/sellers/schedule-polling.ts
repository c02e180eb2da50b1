import { createHash } from "node:crypto";
import { db } from "../db/client";
import { env } from "../env";
import { enqueue, queueOf } from "../queue/enqueue";

/** Polls happen by a scheduler per seller, each at its own moment of the interval. */
function schedulerId(sellerId: string): string {
  return `poll:${sellerId}`;
}

/** A seller's own moment within the interval, from its id: spread evenly, the same after every restart. */
export function momentOf(sellerId: string, intervalMs: number): number {
  return createHash("sha256").update(sellerId).digest().readUInt32BE(0) % intervalMs;
}

/** When that moment comes next. */
export function nextMoment(
  sellerId: string,
  { intervalMs, nowMs }: { intervalMs: number; nowMs: number },
): number {
  const moment = momentOf(sellerId, intervalMs);
  const start = Math.floor(nowMs / intervalMs) * intervalMs + moment;
  return start > nowMs ? start : start + intervalMs;
}

/** Makes sure the seller is polled every interval; doing it twice changes nothing. */
export async function schedulePolling(sellerId: string): Promise<void> {
  const intervalMs = env().POLL_INTERVAL_SECONDS * 1000;
  const startDate = nextMoment(sellerId, { intervalMs, nowMs: Date.now() });
  await queueOf("poll").upsertJobScheduler(
    schedulerId(sellerId),
    { every: intervalMs, startDate },
    { name: "poll-seller", data: { seller_id: sellerId } },
  );
}

/** Ends the polling of a paused, rejected or removed seller. */
export async function unschedulePolling(sellerId: string): Promise<void> {
  await queueOf("poll").removeJobScheduler(schedulerId(sellerId));
}

/** Polls now, beside the schedule; a person's word ends a pause after failures. */
export async function nudgePoll(sellerId: string): Promise<void> {
  await db().syncState.updateMany({ where: { sellerId }, data: { failures: 0, nextAttemptAt: null } });
  await enqueue("poll-seller", { seller_id: sellerId });
}

const LOST_AFTER_MS = 10_000;

/**
 * Brings the schedulers in line with the sellers: makes missing ones (a new interval, an emptied Redis, a lost nudge),
 * drops those of sellers that are not polled any more. Run at the start and by the sweep.
 */
export async function alignSchedules(): Promise<void> {
  const active = await db().seller.findMany({
    where: { status: "active", deletedAt: null },
    select: { id: true },
  });
  const existing = await queueOf("poll").getJobSchedulers(0, -1);
  const intervalMs = env().POLL_INTERVAL_SECONDS * 1000;
  // A scheduler whose next run is long over has lost its job (a crash between the two): it is made anew.
  const latest = Date.now() - intervalMs - LOST_AFTER_MS;
  const isFitting = (one: { every?: number; next?: number }) =>
    Number(one.every) === intervalMs && one.next !== undefined && Number(one.next) > latest;
  const fitting = new Set(existing.filter(isFitting).map((one) => one.key));
  const wanted = new Set(active.map((seller) => schedulerId(seller.id)));
  for (const seller of active) {
    if (!fitting.has(schedulerId(seller.id))) await schedulePolling(seller.id);
  }
  for (const one of existing) {
    if (!wanted.has(one.key)) await queueOf("poll").removeJobScheduler(one.key);
  }
}
