import { addAmounts, isNegative } from "./exact-amounts";
import { kinds } from "./finance-choice";
import type { Totals } from "./statement";

/** What one column of the chart tells: exact amounts as text. */
export interface MoneyColumn {
  readonly start: string;
  readonly income: string;
  readonly taken: string;
  readonly left: string;
}

/** A column for every start, silent ones too. Payouts only move money and stand in no column. */
export function toColumns(
  starts: readonly string[],
  periods: readonly (Totals & { readonly start: string })[],
): readonly MoneyColumn[] {
  const known = new Map(periods.map((period) => [period.start, period]));
  return starts.map((start) => {
    const period = known.get(start);
    const amounts = kinds.flatMap((kind) => period?.by_kind[kind] ?? []);
    return {
      start,
      income: addAmounts(amounts.filter((amount) => !isNegative(amount))),
      taken: addAmounts(amounts.filter(isNegative)),
      left: period?.total ?? "0",
    };
  });
}

/** Where bars begin and end, in parts of the chart's height from its top. Pictures alone may be this inexact. */
export interface BarPlace {
  readonly zero: number;
  readonly income: number;
  readonly taken: number;
  readonly left: number;
}

/** Heights of the columns, and the values at the chart's top and bottom. */
export function placeBars(columns: readonly MoneyColumn[]) {
  const top = Math.max(0, ...columns.map(({ income }) => Number(income)));
  const bottom = Math.min(0, ...columns.flatMap(({ taken, left }) => [Number(taken), Number(left)]));
  const height = top - bottom || 1;
  const at = (value: number) => (top - value) / height;
  const bars: readonly BarPlace[] = columns.map(({ income, taken, left }) => ({
    zero: at(0),
    income: at(Number(income)),
    taken: at(Number(taken)),
    left: at(Number(left)),
  }));
  return { top, bottom, zero: at(0), bars };
}
