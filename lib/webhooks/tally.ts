import { beforeExit } from "../before-exit";
import { now } from "../clock";
import { log } from "../log";
import { once } from "../once";
import { type HourCount, type Refusal, type Taken, writeTally } from "./write-tally";

/*
 * What became of calls, counted in memory and written every few seconds: a call must not pay for its own statistics.
 * A process that dies without a word takes up to a few seconds of counts with it, and nothing else.
 */

/** What Ozon calls good and still bearable, in milliseconds; slower is bad. */
export const GOOD_MS = 1_500;
export const UNSTABLE_MS = 2_500;

const FLUSH_MS = 3_000;
/** Refusals of one seller that one flush writes at most: a flood fills counters, not the table. */
const REFUSALS_A_FLUSH = 10;
const HOUR_MS = 3_600_000;

export interface CountedCall {
  readonly sellerId: string;
  /** From the request's arrival to the answer. */
  readonly ms: number;
  /** Null: it was taken. */
  readonly refusal: { readonly code: string; readonly detail: string; readonly fromIp: string | null } | null;
  /** It told of something that happened (no ping). */
  readonly isRing: boolean;
}

interface Tally {
  hours: Map<string, HourCount>;
  refusals: Map<string, Refusal[]>;
  taken: Map<string, Taken>;
}

const emptyTally = (): Tally => ({ hours: new Map(), refusals: new Map(), taken: new Map() });

const holder = once("webhook-tally", () => ({
  tally: emptyTally(),
  flushing: Promise.resolve(),
  timer: null as NodeJS.Timeout | null,
}));

/** Counts one call; nothing is written here. */
export function countCall(call: CountedCall): void {
  const at = now();
  const { tally } = holder();
  countHour(tally, call, at);
  if (call.refusal !== null) keepRefusal(tally, { ...call.refusal, sellerId: call.sellerId, at });
  else {
    const wasRing = tally.taken.get(call.sellerId)?.isRing ?? false;
    tally.taken.set(call.sellerId, { sellerId: call.sellerId, at, isRing: wasRing || call.isRing });
  }
  startFlushing();
}

function countHour(tally: Tally, call: CountedCall, at: Date): void {
  const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const key = `${call.sellerId} ${hour.getTime()}`;
  const count = tally.hours.get(key) ?? emptyHour(call.sellerId, hour);
  tally.hours.set(key, count);
  if (call.refusal !== null) count.refused += 1;
  else if (call.ms <= GOOD_MS) count.good += 1;
  else if (call.ms <= UNSTABLE_MS) count.unstable += 1;
  else count.slow += 1;
  const ms = Math.round(call.ms);
  count.totalMs += ms;
  count.maxMs = Math.max(count.maxMs, ms);
}

function emptyHour(sellerId: string, hour: Date): HourCount {
  return { sellerId, hour, good: 0, unstable: 0, slow: 0, refused: 0, totalMs: 0, maxMs: 0 };
}

/** The newest of each kind; the same again only moves its moment. */
function keepRefusal(tally: Tally, refusal: Refusal): void {
  const kept = tally.refusals.get(refusal.sellerId) ?? [];
  const isSame = (one: Refusal) =>
    one.code === refusal.code && one.detail === refusal.detail && one.fromIp === refusal.fromIp;
  const others = kept.filter((one) => !isSame(one));
  tally.refusals.set(refusal.sellerId, [...others, refusal].slice(-REFUSALS_A_FLUSH));
}

function startFlushing(): void {
  const held = holder();
  if (held.timer !== null) return;
  held.timer = setInterval(() => void flushCalls(), FLUSH_MS);
  held.timer.unref();
  beforeExit(flushCalls);
}

/** Writes what was counted so far. What cannot be written now is kept for the next time. */
export async function flushCalls(): Promise<void> {
  const held = holder();
  held.flushing = held.flushing.then(async () => {
    const { tally } = held;
    if (tally.hours.size === 0) return;
    held.tally = emptyTally();
    try {
      await writeTally({
        hours: [...tally.hours.values()],
        refusals: [...tally.refusals.values()].flat(),
        taken: [...tally.taken.values()],
      });
    } catch (error) {
      putBack(held.tally, tally);
      log().warn({ err: error }, "counts of webhook calls could not be written; the next time does");
    }
  });
  await held.flushing;
}

function putBack(into: Tally, unwritten: Tally): void {
  for (const [key, count] of unwritten.hours) {
    const newer = into.hours.get(key);
    into.hours.set(key, newer === undefined ? count : sum(count, newer));
  }
  for (const [sellerId, kept] of unwritten.refusals) {
    into.refusals.set(sellerId, [...kept, ...(into.refusals.get(sellerId) ?? [])].slice(-REFUSALS_A_FLUSH));
  }
  for (const [sellerId, taken] of unwritten.taken) {
    const newer = into.taken.get(sellerId);
    const isRing = taken.isRing || newer?.isRing === true;
    into.taken.set(sellerId, { ...(newer ?? taken), isRing });
  }
}

function sum(a: HourCount, b: HourCount): HourCount {
  return {
    ...a,
    good: a.good + b.good,
    unstable: a.unstable + b.unstable,
    slow: a.slow + b.slow,
    refused: a.refused + b.refused,
    totalMs: a.totalMs + b.totalMs,
    maxMs: Math.max(a.maxMs, b.maxMs),
  };
}
