import { db } from "../db/client";
import { paceOf } from "./pacing";

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
  const ahead = new Map(rows.map((row) => [row.key, row.ahead_ms]));
  return new Map(
    sellers.map(({ sellerId, rules }) => {
      const isShut = ahead.has(`${sellerId}:shut`);
      const free = rules.map((rule) => ({
        ...rule,
        free: isShut ? 0 : freeNow(rule, ahead.get(`${sellerId}:${rule.name}`) ?? 0),
      }));
      return [sellerId, free] as const;
    }),
  );
}

/** `aheadMs`: how far the pace is used up already. */
export function freeNow(rule: Omit<Rule, "name">, aheadMs: number): number {
  const { intervalMs, burst } = paceOf(rule);
  const free = Math.floor(((burst - 1) * intervalMs - aheadMs) / intervalMs) + 1;
  return Math.max(0, Math.min(burst, free));
}
