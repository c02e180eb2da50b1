/** Money in hundredths; null for what is no amount. */
export function toHundredths(text: string): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  return BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0").slice(0, 2));
}

/** An amount as the server takes it: digits, a point, two places. */
export function fromHundredths(value: bigint): string {
  return `${value / 100n}.${String(value % 100n).padStart(2, "0")}`;
}

/** What a person typed as a price, as the server takes it: spaces and a comma are forgiven. Null: no price. */
export function readPrice(typed: string): string | null {
  const text = typed.replace(/[\s\u00A0\u202F₽]/g, "").replace(",", ".");
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(text)) return null;
  const value = toHundredths(text);
  return value === null ? null : fromHundredths(value);
}

/** An amount as it stands in a field: without places that say nothing. */
export function toTyped(amount: string | null): string {
  const value = amount === null ? null : toHundredths(amount);
  if (value === null) return "";
  return value % 100n === 0n ? String(value / 100n) : fromHundredths(value);
}

/** Whether two amounts are the same money, however written. */
export function isSameAmount(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return toHundredths(one) === toHundredths(other);
}

/** By how many whole percent a price changes, never told larger than it is; null: there is nothing to compare with. */
export function changePercent(before: string | null, after: string): number | null {
  const [from, to] = [before === null ? null : toHundredths(before), toHundredths(after)];
  if (from === null || to === null || from === 0n) return null;
  return Number(((to - from) * 100n) / from);
}

/** A change of more than half the price, or a price of 0: asks twice. */
export function isLargeChange(before: string | null, after: string): boolean {
  const to = toHundredths(after);
  if (to === 0n) return true;
  const from = before === null ? null : toHundredths(before);
  if (from === null || to === null || from === 0n) return false;
  const difference = to > from ? to - from : from - to;
  return difference * 2n > from;
}

/** A change of many prices alike. */
export interface PriceStep {
  readonly way: "down" | "up" | "set";
  readonly by: "percent" | "amount";
  /** What was typed: percent, or money. */
  readonly typed: string;
  /** To what it is rounded, in hundredths: 1, 100, 1000. */
  readonly roundTo: 1 | 100 | 1000;
}

/** The price after the step; null: it cannot be worked out. Never below nought. */
export function stepPrice(before: string | null, step: PriceStep): string | null {
  const given = readPrice(step.typed);
  const by = given === null ? null : toHundredths(given);
  if (by === null) return null;
  if (step.way === "set") return given;
  const from = before === null ? null : toHundredths(before);
  if (from === null) return null;
  const signed = step.way === "up" ? by : -by;
  // Percent come in hundredths too: 10 % is 1000 of 10 000.
  const exact = step.by === "amount" ? (from + signed) * 10_000n : from * (10_000n + signed);
  const unit = BigInt(step.roundTo) * 10_000n;
  const rounded = exact <= 0n ? 0n : ((exact + unit / 2n) / unit) * BigInt(step.roundTo);
  return fromHundredths(rounded);
}
