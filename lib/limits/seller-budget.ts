import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../db/client";
import { type Lane, paceOf, permitLastsMs, toleranceMs } from "./pacing";

/** One limit as a marketplace adapter declares it; `scope` tells apart limits that hold per chat or per method. */
export interface BudgetRule {
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
  readonly scope: string | null;
}

interface PermitQuestion {
  readonly sellerId: string;
  readonly lane: Lane;
  readonly method: string;
  readonly rules: readonly BudgetRule[];
  /** Who would have to wait longer than this goes away and comes back instead of holding a worker; absent: waits. */
  readonly maxWaitMs?: number | undefined;
}

/** Nobody gives a permit within the time that was allowed for waiting. */
export class PermitDelayed extends Error {
  /** When asking again makes sense, in seconds from now. */
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    super("no permit within the time allowed");
    this.retryAfterSeconds = waitMs / 1000;
  }
}

/**
 * Waits until one request of this seller may leave under all `rules`, counted across every process.
 * Always in Postgres, also when jobs run on Redis: a limit must survive a Redis that was emptied.
 * `beforeRequest` runs when the permit is there; a permit that got old on the way is replaced, for as long as a claim
 * stands at most: then throws `PermitDelayed`.
 */
export async function waitForPermit(
  question: PermitQuestion,
  beforeRequest: () => Promise<void> = async () => undefined,
): Promise<void> {
  const askedAt = new Map<BudgetRule, number>();
  const take = async (rules: readonly BudgetRule[], atMostMs: number) => {
    const at = await waitOnce({ ...question, rules }, atMostMs);
    for (const rule of rules) askedAt.set(rule, at);
  };
  const listStale = () => {
    const now = performance.now();
    return question.rules.filter((rule) => now - (askedAt.get(rule) ?? -Infinity) > permitLastsMs(rule));
  };
  for (let tries = 1, stale = listStale(); stale.length > 0 && tries <= FRESH_TRIES; tries++) {
    await take(stale, question.maxWaitMs ?? Infinity);
    stale = listStale();
  }
  await beforeRequest();
  const stale = listStale();
  if (stale.length > 0) await take(stale, CLAIMED_WAIT_MS);
}

/** On a machine too slow for any permit to stay fresh, requests leave all the same: far apart, as it is slow. */
const FRESH_TRIES = 5;
/** A claimed message waits this long for a new permit at most: a claim is believed for 30 s. */
const CLAIMED_WAIT_MS = 5_000;

/** Answers when the permit that was given was asked for (`performance.now()`). */
async function waitOnce(question: PermitQuestion, atMostMs: number): Promise<number> {
  const beganAt = performance.now();
  for (;;) {
    const askedAt = performance.now();
    const waitMs = await askForPermit(question);
    if (waitMs <= 0) return askedAt;
    if (askedAt + waitMs - beganAt > atMostMs) throw new PermitDelayed(waitMs);
    // A little disorder keeps many waiters of one seller from asking in step. A long silence is asked about again,
    // since it can be lifted (a seller resumed, a breaker closed by hand).
    await sleep(Math.min(waitMs, 5_000) + Math.random() * Math.min(waitMs, 20));
  }
}

async function askForPermit({ sellerId, lane, method, rules }: PermitQuestion): Promise<number> {
  const keys = rules.map((rule) => `${sellerId}:${rule.name}${rule.scope === null ? "" : `:${rule.scope}`}`);
  const paces = rules.map(paceOf);
  const rows = await db().$queryRawUnsafe<Array<{ wait: number }>>(
    "SELECT take_permit($1, $2, $3::text[], $4::text[], $5::float8[], $6::float8[]) AS wait",
    lane === "reply",
    `${sellerId}:reply-waits`,
    [shutKey(sellerId, null), shutKey(sellerId, method)],
    keys,
    paces.map((pace) => pace.intervalMs),
    paces.map((pace) => toleranceMs(pace, lane)),
  );
  return rows[0]?.wait ?? 0;
}

/** The marketplace asked for silence: nobody asks again for `seconds`, for one method or (null) for all. */
export async function shutFor(input: {
  sellerId: string;
  method: string | null;
  seconds: number;
}): Promise<void> {
  await db().$executeRaw`
    INSERT INTO permits (key, free_at)
    VALUES (${shutKey(input.sellerId, input.method)}, clock_timestamp() + make_interval(secs => ${input.seconds}))
    ON CONFLICT (key) DO UPDATE SET free_at = greatest(permits.free_at, excluded.free_at)`;
}

/** Drops marks that lie in the past; they mean nothing any more. For the sweep. */
export async function forgetOldPermits(): Promise<void> {
  // Locked in the order in which take_permit locks, and only what nobody holds.
  await db().$executeRaw`
    DELETE FROM permits WHERE key IN (
      SELECT key FROM permits WHERE free_at < clock_timestamp() - interval '1 hour'
       ORDER BY key FOR UPDATE SKIP LOCKED)`;
}

function shutKey(sellerId: string, method: string | null): string {
  return method === null ? `${sellerId}:shut` : `${sellerId}:shut:${method}`;
}
