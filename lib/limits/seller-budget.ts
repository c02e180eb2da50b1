import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../db/client";
import { type Lane, paceOf, toleranceMs } from "./pacing";

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
}

/**
 * Waits until one request of this seller may leave under all `rules`, counted across every process.
 * Always in Postgres, also when jobs run on Redis: a limit must survive a Redis that was emptied.
 */
export async function waitForPermit(question: PermitQuestion): Promise<void> {
  for (;;) {
    const waitMs = await askForPermit(question);
    if (waitMs <= 0) return;
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
  await db().$executeRaw`DELETE FROM permits WHERE free_at < clock_timestamp() - interval '1 hour'`;
}

function shutKey(sellerId: string, method: string | null): string {
  return method === null ? `${sellerId}:shut` : `${sellerId}:shut:${method}`;
}
