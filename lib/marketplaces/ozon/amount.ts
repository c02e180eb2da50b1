/** As many digits before the point as our amounts have. */
const MOST_DIGITS = 12;

/**
 * An amount as Ozon writes it (text, or a double in its JSON) as decimal text with two places, rounded half away from
 * zero digit by digit: no arithmetic with floats. Null: it is none.
 */
export function toAmount(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", part = ""] = match;
  const padded = part.padEnd(3, "0");
  const cents = BigInt(whole + padded.slice(0, 2)) + (Number(padded[2]) >= 5 ? 1n : 0n);
  const digits = cents.toString().padStart(3, "0");
  if (digits.length > MOST_DIGITS + 2) return null;
  const isZero = cents === 0n;
  return `${isZero ? "" : sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
