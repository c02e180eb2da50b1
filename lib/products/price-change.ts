/**
 * Prices are compared as whole hundredths, never as floats. All amounts here are decimal text with at most two places, as
 * the database and `givenAmount` write them.
 */

export interface PriceChange {
  readonly before: string | null;
  readonly after: string;
  /** Percent of the price before, one place; null: nothing to compare with. */
  readonly percent: number | null;
  /** More than half the price up or down, or a price of 0: asks twice. */
  readonly isLarge: boolean;
}

/** What a new price is to the one before. `before` null: none is known. */
export function judgePrice(before: string | null, after: string): PriceChange {
  const now = toHundredths(after);
  const was = before === null ? 0n : toHundredths(before);
  if (was === 0n) return { before, after, percent: null, isLarge: now === 0n && before === null };
  const moved = now > was ? now - was : was - now;
  // Tenths of a percent, halves away from zero: only for showing.
  const tenths = (moved * 2000n + was) / (2n * was);
  const percent = Number(now < was ? -tenths : tenths) / 10;
  return { before, after, percent, isLarge: now === 0n || moved * 2n > was };
}

/** Whether two amounts are the same money; nothing and zero are, too. */
export function isSameAmount(a: string | null, b: string | null): boolean {
  return toHundredths(a ?? "0") === toHundredths(b ?? "0");
}

function toHundredths(amount: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount);
  if (match === null) throw new Error(`"${amount}" is no amount`);
  const [, sign, whole = "0", part = ""] = match;
  const hundredths = BigInt(whole + part.slice(0, 2).padEnd(2, "0"));
  return sign === "-" ? -hundredths : hundredths;
}
