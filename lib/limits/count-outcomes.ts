import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { log } from "../log";
import { once } from "../once";

/** What became of one request to a marketplace. */
export interface RequestOutcome {
  readonly sellerId: string;
  /** The path asked, such as /v3/chat/list. */
  readonly method: string;
  /** `ok`, or the kind of MarketplaceError. */
  readonly outcome: string;
  readonly ms: number;
}

interface Sum {
  count: number;
  totalMs: number;
  maxMs: number;
}

/** Whoever asks within this time is written down in one go, in milliseconds. */
const FLUSH_MS = 3_000;
const KEPT_DAYS = 14;
const HOUR_MS = 60 * 60_000;

/**
 * Under this seller and hour stands the sum over all sellers since the beginning: hours are forgotten, and a counter
 * that a monitoring system reads must never go back.
 */
export const ALL_SELLERS = "00000000-0000-0000-0000-000000000000";
const EVER = new Date(0).toISOString();

const counting = once("marketplace-outcomes", () => ({
  sums: new Map<string, Sum>(),
  timer: null as NodeJS.Timeout | null,
}));

/** Counts in memory; written down within seconds. First contacts, of sellers without an id of ours, are not counted. */
export function countOutcome({ sellerId, method, outcome, ms }: RequestOutcome): void {
  if (!isUuid(sellerId)) return;
  const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString();
  const sum = { count: 1, totalMs: Math.round(ms), maxMs: Math.round(ms) };
  add(keyOf(sellerId, hour, method, outcome), sum);
  add(keyOf(ALL_SELLERS, EVER, method, outcome), sum);
  startTimer();
}

/** Counts something that has no hours, for monitoring: how many messages came, went, failed. */
export function countTotal(method: string, outcome: string, count = 1): void {
  if (count === 0) return;
  add(keyOf(ALL_SELLERS, EVER, method, outcome), { count, totalMs: 0, maxMs: 0 });
  startTimer();
}

function startTimer(): void {
  const state = counting();
  if (state.timer !== null) return;
  state.timer = setTimeout(() => {
    state.timer = null;
    flushOutcomes().catch((error: unknown) => {
      log().warn({ err: error }, "counts of requests wait for the database");
      startTimer();
    });
  }, FLUSH_MS);
  state.timer.unref();
}

/** Adds to what this process has counted and not written down yet. */
function add(key: string, { count, totalMs, maxMs }: Sum): void {
  const { sums } = counting();
  const sum = sums.get(key) ?? { count: 0, totalMs: 0, maxMs: 0 };
  sums.set(key, {
    count: sum.count + count,
    totalMs: sum.totalMs + totalMs,
    maxMs: Math.max(sum.maxMs, maxMs),
  });
}

const keyOf = (...parts: string[]) => JSON.stringify(parts);

/** Writes down what was counted; what cannot be written stays counted. Also for the end of a process. */
export async function flushOutcomes(): Promise<void> {
  const state = counting();
  if (state.sums.size === 0) return;
  // One order for all processes, so that no two wait for each other.
  const taken = [...state.sums].sort(([a], [b]) => (a < b ? -1 : 1));
  state.sums = new Map();
  const rows = taken.map(([key, sum]) => {
    const [seller_id, hour, method, outcome] = JSON.parse(key) as string[]; // written by keyOf
    return { seller_id, hour, method, outcome, count: sum.count, total_ms: sum.totalMs, max_ms: sum.maxMs };
  });
  try {
    await db().$executeRaw`
      INSERT INTO marketplace_hours (seller_id, hour, method, outcome, count, total_ms, max_ms)
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r (seller_id uuid, hour timestamptz, method text, outcome text, count int, total_ms bigint, max_ms int)
      ON CONFLICT (seller_id, hour, method, outcome) DO UPDATE SET
        count = marketplace_hours.count + excluded.count,
        total_ms = marketplace_hours.total_ms + excluded.total_ms,
        max_ms = greatest(marketplace_hours.max_ms, excluded.max_ms)`;
  } catch (error) {
    for (const [key, sum] of taken) add(key, sum);
    throw error;
  }
}

/** Two weeks are kept. Index marketplace_hours_hour_idx. */
export async function forgetOldOutcomes(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM marketplace_hours
     WHERE hour < now() - make_interval(days => ${KEPT_DAYS}) AND seller_id <> ${ALL_SELLERS}::uuid`;
}
