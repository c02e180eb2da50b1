import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { type Sums, toKinds } from "./model";
import { inPeriod, LEFT, type Period } from "./period";

interface SumRow {
  /** The first day of the month, week or day; null: the whole period. */
  readonly start: string | null;
  readonly currency: string;
  readonly kinds: unknown;
  readonly total: string;
}

/**
 * Sums of the period by kind, in all and by month, week (from Monday) or day, one for each currency, oldest first. All
 * is added up by Postgres (numeric) and stays text. Throws `invalid_input`, `period_too_long`.
 */
export async function financeTotals(input: {
  actor: Actor;
  query: Period & { readonly group: "month" | "week" | "day" };
}): Promise<{ totals: Sums[]; periods: Array<Sums & { start: string }> }> {
  const { actor, query } = input;
  const start = Prisma.sql`date_trunc(${query.group}, e.day::timestamp)::date`;
  // Index money_days_pkey: a few rows a day, however many lines there are.
  const rows = await db().$queryRaw<SumRow[]>`
    WITH k AS (
      SELECT ${start} AS start, e.currency, e.kind, sum(e.amount) AS amount
        FROM money_days e WHERE ${inPeriod(actor, query)} GROUP BY 1, 2, 3)
    SELECT to_char(k.start, 'YYYY-MM-DD') AS start, k.currency, ${LEFT}::text AS total,
           jsonb_object_agg(k.kind, k.amount::text) AS kinds
      FROM k GROUP BY k.start, k.currency
    UNION ALL
    SELECT NULL, k.currency, ${LEFT}::text, jsonb_object_agg(k.kind, k.amount::text)
      FROM (SELECT currency, kind, sum(amount) AS amount FROM k GROUP BY 1, 2) k GROUP BY k.currency
    ORDER BY 1 NULLS FIRST, 2`;
  const sums = (row: SumRow): Sums => ({
    by_kind: toKinds(row.kinds),
    total: row.total,
    currency: row.currency,
  });
  return {
    totals: rows.filter((row) => row.start === null).map(sums),
    periods: rows.flatMap((row) => (row.start === null ? [] : [{ ...sums(row), start: row.start }])),
  };
}
