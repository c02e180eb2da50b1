import { db } from "../db/client";
import { isHeldByPlaces, paceOf } from "./pacing";

interface Rule {
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
}

/** A limit and how many requests could leave under it at this moment, one after another without waiting. */
export interface FreeUnderRule extends Rule {
  readonly free: number;
}

/** What is left of sellers' limits now. Only looks; nothing is taken. */
export async function readFreePermits(
  sellers: ReadonlyArray<{ readonly sellerId: string; readonly rules: readonly Rule[] }>,
): Promise<Map<string, FreeUnderRule[]>> {
  const keys = sellers.flatMap(({ sellerId, rules }) => [
    `${sellerId}:shut`,
    ...rules.map((rule) => `${sellerId}:${rule.name}`),
  ]);
  const rows = await db().$queryRaw<Array<{ key: string; ahead_ms: number }>>`
    SELECT key, (extract(epoch FROM free_at - clock_timestamp()) * 1000)::float8 AS ahead_ms
      FROM permits WHERE key = ANY (${keys}::text[]) AND free_at > clock_timestamp()`;
  const places = await db().$queryRaw<Array<{ key: string; taken: number }>>`
    SELECT p.key, count(*)::int AS taken FROM permit_places p, unnest(p.free_at) AS place
     WHERE p.key = ANY (${keys}::text[]) AND place > clock_timestamp() GROUP BY p.key`;
  const ahead = new Map(rows.map((row) => [row.key, row.ahead_ms]));
  const taken = new Map(places.map((row) => [row.key, row.taken]));
  return new Map(
    sellers.map(({ sellerId, rules }) => {
      const isShut = ahead.has(`${sellerId}:shut`);
      const free = rules.map((rule) => ({
        ...rule,
        free: isShut ? 0 : freeUnder(rule, `${sellerId}:${rule.name}`, { ahead, taken }),
      }));
      return [sellerId, free] as const;
    }),
  );
}

function freeUnder(
  rule: Rule,
  key: string,
  used: { ahead: ReadonlyMap<string, number>; taken: ReadonlyMap<string, number> },
): number {
  if (isHeldByPlaces({ ...rule, scope: null }))
    return Math.max(0, rule.requests - (used.taken.get(key) ?? 0));
  return freeNow(rule, used.ahead.get(key) ?? 0);
}

/** `aheadMs`: how far the pace is used up already. */
export function freeNow(rule: Omit<Rule, "name">, aheadMs: number): number {
  const { intervalMs, burst } = paceOf(rule);
  const free = Math.floor(((burst - 1) * intervalMs - aheadMs) / intervalMs) + 1;
  return Math.max(0, Math.min(burst, free));
}
