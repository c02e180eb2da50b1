import type { QueueName } from "../queue/catalog";
import type { Alert } from "../wire/operations";

export type AlertKind = Alert["kind"];

/** Something that is wrong at this moment. */
export interface Trouble {
  readonly kind: AlertKind;
  /** What it is about within its kind; a kind and a subject are open once. */
  readonly subject: string;
  readonly sellerId: string | null;
  /** Numbers and instants for the sentence; nothing secret, no buyer's words. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** An active seller not synced for so long; but never before it missed three polls, where polls are slow. */
export const SYNC_LAG_SECONDS = 180;
export const SYNC_LAG_POLLS = 3;

/** A queue with fewer jobs waiting is worked off within a minute, however slow its marketplace is. */
export const QUEUE_LONG = 500;
/** A burst (all sellers polled at once after a start) is over by then; what still stands is a queue that grows. */
export const QUEUE_GROWS_MS = 5 * 60_000;
/** A reply that has waited so long for its turn is late for the person who wrote it. */
export const REPLY_WAITS_SECONDS = 120;

/** Time to make a new key and put it in without hurry. */
export const KEY_EXPIRES_DAYS = 7;

/** An hour of refused deliveries is no restart on the other side any more. */
export const OUTGOING_FAILS_MS = 60 * 60_000;

/** What Postgres needs to go on safely: a checkpoint's worth of log files and room for a vacuum. */
export const DISK_FREE_SHARE = 0.05;
export const DISK_FREE_BYTES = 1024 ** 3;

/**
 * How long a trouble has to be gone before its alert ends: what comes and goes is one alert, not twenty. What a row
 * says for certain (a key, a webhook) ends at once.
 */
const calmMs: Record<Exclude<AlertKind, "sync_lag">, number> = {
  queue_growth: 2 * 60_000,
  key_refused: 0,
  key_expiring: 0,
  webhook_silent: 0,
  outgoing_webhook_failing: 0,
  disk_full: 5 * 60_000,
  no_workers: 30_000,
};

/** Whether an open alert whose reason is gone may end now. */
export function isCalm(
  alert: { kind: AlertKind; calmSince: Date | null },
  at: Date,
  pollIntervalSeconds: number,
): boolean {
  const { kind, calmSince } = alert;
  // As long as the lag itself: every seller that is asked too seldom is on time again right after it was.
  const needed = kind === "sync_lag" ? syncLagMs(pollIntervalSeconds) : calmMs[kind];
  if (needed === 0) return true;
  return calmSince !== null && at.getTime() - calmSince.getTime() >= needed;
}

/** Lag from which a seller's sync is a trouble, in milliseconds. */
export function syncLagMs(pollIntervalSeconds: number): number {
  return Math.max(SYNC_LAG_SECONDS, SYNC_LAG_POLLS * pollIntervalSeconds) * 1000;
}

/** The backfill's line is as long as there are new sellers, on purpose. */
export const watchedQueue = (name: QueueName): boolean => name !== "backfill";

/** How many jobs waited at one moment. */
export interface QueueSample {
  readonly at: Date;
  readonly waiting: number;
}

/** Samples older than the look back are of no more use, but for the newest of them. */
export function keepSamples(samples: readonly QueueSample[], sample: QueueSample): QueueSample[] {
  const since = sample.at.getTime() - QUEUE_GROWS_MS;
  const firstOld = samples.filter((one) => one.at.getTime() <= since).slice(-1);
  return [...firstOld, ...samples.filter((one) => one.at.getTime() > since), sample];
}

/** Whether a queue was long over the whole look back and is not shorter now than it was then. */
export function isGrowing(samples: readonly QueueSample[]): boolean {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return false;
  const isWhole = last.at.getTime() - first.at.getTime() >= QUEUE_GROWS_MS;
  return isWhole && samples.every((one) => one.waiting >= QUEUE_LONG) && last.waiting >= first.waiting;
}

/** Whether a disk has too little left to go on safely. */
export function isDiskFull(disk: { freeBytes: number; totalBytes: number }): boolean {
  return disk.freeBytes < DISK_FREE_BYTES || disk.freeBytes < disk.totalBytes * DISK_FREE_SHARE;
}
