/** Places after the point that amounts have at most (lib/wire/money.ts). */
const PLACES = 4;

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

function toUnits(amount: string): bigint {
  const [, sign, whole = "0", part = ""] = decimal.exec(amount) ?? [];
  const units = BigInt(whole + part.slice(0, PLACES).padEnd(PLACES, "0"));
  return sign === "-" ? -units : units;
}

/** Adds amounts of text up to the last kopeck, never as floats. */
export function addAmounts(amounts: Iterable<string>): string {
  let sum = 0n;
  for (const amount of amounts) sum += toUnits(amount);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(PLACES + 1, "0");
  const text = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/00$/, "");
  return sum < 0n ? `-${text}` : text;
}

export function isNegative(amount: string): boolean {
  return toUnits(amount) < 0n;
}

export function isZero(amount: string): boolean {
  return toUnits(amount) === 0n;
}
