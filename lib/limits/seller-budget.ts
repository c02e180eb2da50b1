import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../db/client";
import { log } from "../log";
import { once } from "../once";
import {
  isHeldByPlaces,
  type Lane,
  OWN_TOLERANCE_MS,
  paceOf,
  permitLastsMs,
  spreadOf,
  spreadToleranceMs,
  toleranceMs,
} from "./pacing";

/** One limit as a marketplace adapter declares it; `scope` tells apart limits that hold per chat or per method. */
export interface BudgetRule {
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
  readonly scope: string | null;
  /** Not the marketplace's limit but a pace chosen here: `requests` may be a fraction. */
  readonly isOwn?: boolean | undefined;
}

interface PermitQuestion {
  readonly sellerId: string;
  readonly lane: Lane;
  readonly method: string;
  readonly rules: readonly BudgetRule[];
  /** Who would have to wait longer than this goes away and comes back instead of holding a worker; absent: waits. */
  readonly maxWaitMs?: number | undefined;
  /** The same for what is still to be waited at any moment: a chat's own pace, a silence; not others' going first. */
  readonly maxAheadMs?: number | undefined;
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

/** Leave to make one request. */
export interface Permit {
  /** The request has ended, or was never made (`used` false): its places are free for others, in time. Never fails. */
  end(input: { used: boolean }): Promise<void>;
}

/**
 * Waits until one request of this seller may leave under all `rules`, counted across every process.
 * Always in Postgres, also when jobs run on Redis: a limit must survive a Redis that was emptied.
 * `beforeRequest` runs when the permit is there; what it throws gives the permit back. A permit that got old on the way is
 * replaced, also places whose lease would soon be another's, for as long as a claim stands at most: then throws
 * `PermitDelayed`.
 */
export async function waitForPermit(
  question: PermitQuestion,
  beforeRequest: () => Promise<void> = async () => undefined,
): Promise<Permit> {
  const askedAt = new Map<BudgetRule, number>();
  const theirs = question.rules.filter((rule) => rule.isOwn !== true);
  let places = NO_PLACES;
  const take = async (rules: readonly BudgetRule[], atMostMs: number) => {
    const isForPlaces = rules.some(isHeldByPlaces);
    if (isForPlaces) await freePlaces(question, places, false);
    const given = await waitInTurn({ ...question, rules }, atMostMs);
    for (const rule of rules) askedAt.set(rule, given.askedAt);
    if (isForPlaces) places = given.places;
  };
  const listStale = () => {
    const now = performance.now();
    return theirs.filter((rule) => now - (askedAt.get(rule) ?? -Infinity) > lastsMs(rule));
  };
  await take(question.rules, question.maxWaitMs ?? Infinity);
  const permit: Permit = { end: ({ used }) => freePlaces(question, places, used) };
  try {
    for (let tries = 2, stale = listStale(); stale.length > 0 && tries <= FRESH_TRIES; tries++) {
      await take(stale, question.maxWaitMs ?? Infinity);
      stale = listStale();
    }
    await beforeRequest();
    const stale = listStale();
    if (stale.length > 0) await take(stale, CLAIMED_WAIT_MS);
    return permit;
  } catch (error) {
    await permit.end({ used: false });
    throw error;
  }
}

/** Places all at once: those of one permit are given back together. */
function lastsMs(rule: BudgetRule): number {
  return isHeldByPlaces(rule) ? LEASE_MS / 2 : permitLastsMs(rule);
}

/** On a machine too slow for any permit to stay fresh, requests leave all the same: far apart, as it is slow. */
const FRESH_TRIES = 5;
/** A claimed message waits this long for a new permit at most: a claim is believed for 30 s. */
const CLAIMED_WAIT_MS = 5_000;

interface Places {
  readonly rules: readonly BudgetRule[];
  readonly taken: readonly number[];
  readonly until: string | null;
}
const NO_PLACES: Places = { rules: [], taken: [], until: null };
interface Given {
  /** When it was asked for (`performance.now()`). */
  readonly askedAt: number;
  readonly places: Places;
}

/**
 * Of a process's many senders of one broadcast one asks at a time: all of them would be told the same moment to come back
 * at, and all but one would come in vain. Senders of another broadcast do not wait for it: its pace may be a slow one.
 */
const turns = once("permit-turns", () => new Map<string, Promise<unknown>>());

async function waitInTurn(question: PermitQuestion, atMostMs: number): Promise<Given> {
  if (question.lane !== "broadcast") return waitOnce(question, atMostMs);
  const own = question.rules.find((rule) => rule.isOwn === true);
  const key = `${question.sellerId}:${own?.name ?? ""}`;
  const before = turns().get(key) ?? Promise.resolve();
  const mine = before.then(() => waitOnce(question, atMostMs));
  const settled = mine.catch(() => undefined);
  turns().set(key, settled);
  await settled;
  if (turns().get(key) === settled) turns().delete(key);
  return mine;
}

async function waitOnce(question: PermitQuestion, atMostMs: number): Promise<Given> {
  const beganAt = performance.now();
  for (;;) {
    const askedAt = performance.now();
    const { waitMs, places } = await askForPermit(question);
    if (waitMs <= 0) return { askedAt, places };
    const isTooLong = askedAt + waitMs - beganAt > atMostMs || waitMs > (question.maxAheadMs ?? Infinity);
    if (isTooLong) throw new PermitDelayed(waitMs);
    // A little disorder keeps many waiters of one seller from asking in step; those of broadcasts ask one by one. A long
    // silence is asked about again, since it can be lifted (a seller resumed, a breaker closed by hand).
    const disorderMs = question.lane === "broadcast" ? 0 : Math.random() * Math.min(waitMs, 20);
    await sleep(Math.min(waitMs, 5_000) + disorderMs);
  }
}

const ranks: Record<Lane, number> = { reply: 0, poll: 1, backfill: 2, broadcast: 3 };
/**
 * A place whose request was never heard of again (its process died) is free after this long, in milliseconds: whatever
 * left arrives within it.
 */
const LEASE_MS = 10_000;

function paceIn(lane: Lane, rule: BudgetRule): { intervalMs: number; toleranceMs: number } {
  if (rule.isOwn === true)
    return { intervalMs: (rule.windowSeconds * 1000) / rule.requests, toleranceMs: OWN_TOLERANCE_MS };
  if (isHeldByPlaces(rule))
    return { intervalMs: spreadOf(rule).intervalMs, toleranceMs: spreadToleranceMs(rule, lane) };
  const pace = paceOf(rule);
  return { intervalMs: pace.intervalMs, toleranceMs: toleranceMs(pace, lane) };
}

async function askForPermit({
  sellerId,
  lane,
  method,
  rules,
}: PermitQuestion): Promise<{ waitMs: number; places: Places }> {
  const exact = rules.filter(isHeldByPlaces);
  const paces = rules.map((rule) => paceIn(lane, rule));
  const rows = await db().$queryRawUnsafe<Array<{ wait: number; taken: number[]; until: string | null }>>(
    `SELECT * FROM take_permits($1::int, $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[],
                                $7::text[], $8::int[], $9::float8[], $10::float8)`,
    ranks[lane],
    [`${sellerId}:reply-waits`, `${sellerId}:poll-waits`],
    [shutKey(sellerId, null), shutKey(sellerId, method)],
    rules.map((rule) => keyOf(sellerId, rule)),
    paces.map(({ intervalMs }) => intervalMs),
    paces.map((one) => one.toleranceMs),
    exact.map((rule) => keyOf(sellerId, rule)),
    exact.map((rule) => rule.requests),
    exact.map((rule) => rule.windowSeconds * 1000),
    LEASE_MS,
  );
  const row = rows[0];
  return {
    waitMs: row?.wait ?? 0,
    places: { rules: exact, taken: row?.taken ?? [], until: row?.until ?? null },
  };
}

/** Lost with its process, or with the database for a moment: then the lease ends by itself. */
async function freePlaces({ sellerId }: PermitQuestion, places: Places, used: boolean): Promise<void> {
  const { rules, taken, until } = places;
  if (rules.length === 0 || until === null) return;
  const keys = rules.map((rule) => keyOf(sellerId, rule));
  const afterMs = rules.map((rule) => (used ? rule.windowSeconds * 1000 : 0));
  try {
    await db().$executeRawUnsafe(
      "SELECT free_places($1::text[], $2::int[], $3::timestamptz, $4::float8[])",
      keys,
      taken,
      until,
      afterMs,
    );
  } catch (error) {
    log().warn({ err: error, seller_id: sellerId }, "a permit could not be given back; it ends by itself");
  }
}

function keyOf(sellerId: string, rule: BudgetRule): string {
  return `${sellerId}:${rule.name}${rule.scope === null ? "" : `:${rule.scope}`}`;
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
  // Locked in the order in which take_permits locks, and only what nobody holds.
  await db().$executeRaw`
    DELETE FROM permits WHERE key IN (
      SELECT key FROM permits WHERE free_at < clock_timestamp() - interval '1 hour'
       ORDER BY key FOR UPDATE SKIP LOCKED)`;
  await db().$executeRaw`
    DELETE FROM permit_places WHERE key IN (
      SELECT key FROM permit_places
       WHERE (SELECT max(place) FROM unnest(free_at) AS place) < clock_timestamp() - interval '1 hour'
       ORDER BY key FOR UPDATE SKIP LOCKED)`;
}

function shutKey(sellerId: string, method: string | null): string {
  return method === null ? `${sellerId}:shut` : `${sellerId}:shut:${method}`;
}
