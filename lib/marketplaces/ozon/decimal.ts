import { z } from "zod";

/*
 * Money without floats. Ozon writes amounts as doubles (1234.56, sums like 0.30000000000000004), as texts ("1234.5600")
 * and as objects ({amount, currency}, {price, currency_code}). All of them come out as decimal text with two places,
 * halves rounded away from zero. Nothing is computed as a double: a number is only printed, which gives back the digits
 * it was written with (see json.ts).
 */

const PLACES = 2;
/** Whole digits that numeric(14,2) holds; longer ones are no amount of money. */
const MAX_WHOLE_DIGITS = 12;
const MAX_EXPONENT = 30;

/** An amount as decimal text with two places ("1234.56", "-0.30"), from number, text or object; null: none. */
export function toDecimal(value: unknown): string | null {
  const cents = toCents(value);
  return cents === null ? null : fromCents(cents);
}

/** Currency of an object with an amount; null where it tells none. */
export function toCurrency(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const key of ["currency", "currency_code"]) {
    const code: unknown = Reflect.get(value, key);
    if (typeof code === "string" && /^[A-Za-z]{2,10}$/.test(code)) return code.toUpperCase();
  }
  return null;
}

/**
 * Schema of an amount that may be missing: `z.object({ price: decimalText, old_price: decimalText })`. Takes 1234.56,
 * "1 234,56", {amount: "1234.56", currency: "RUB"}; gives "1234.56" or null; never refuses.
 */
export const decimalText = z.unknown().optional().transform(toDecimal);

/** The same with its currency: `{amount: "1234.56" | null, currency: "RUB" | null}`. */
export const moneyText = z
  .unknown()
  .optional()
  .transform((value) => ({ amount: toDecimal(value), currency: toCurrency(value) }));

/** Exact sum of decimal texts, nulls left out: "0.10" and "0.20" are "0.30". */
export function addDecimals(...amounts: readonly (string | null)[]): string {
  return fromCents(amounts.reduce((sum, amount) => sum + (toCents(amount) ?? 0n), 0n));
}

/** Exact difference of two decimal texts. */
export function subtractDecimals(from: string, amount: string): string {
  return fromCents((toCents(from) ?? 0n) - (toCents(amount) ?? 0n));
}

/** Whether an amount is nothing: null, "0.00". */
export function isNothing(amount: string | null): boolean {
  return (toCents(amount) ?? 0n) === 0n;
}

/** An amount in hundredths, halves rounded away from zero; null: it is none. */
function toCents(value: unknown): bigint | null {
  if (typeof value === "number") return Number.isFinite(value) ? readCents(String(value)) : null;
  if (typeof value === "string") return readCents(value.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
  if (typeof value !== "object" || value === null) return null;
  for (const key of ["amount", "price"]) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner === "number" || typeof inner === "string") return toCents(inner);
  }
  return null;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

function readCents(text: string): bigint | null {
  const match = text.length <= 60 ? DECIMAL.exec(text) : null;
  if (match === null) return null;
  const [, sign, whole = "", part = "", exponent = "0"] = match;
  const shift = Number(exponent);
  if (`${whole}${part}` === "" || Math.abs(shift) > MAX_EXPONENT) return null;
  // Digits with the point behind `point` of them, after the exponent has moved it.
  const digits = `${"0".repeat(MAX_EXPONENT)}${whole}${part}${"0".repeat(MAX_EXPONENT + PLACES + 1)}`;
  const point = MAX_EXPONENT + whole.length + shift;
  const kept = BigInt(digits.slice(0, point + PLACES));
  const cents = kept + (digits.charAt(point + PLACES) >= "5" ? 1n : 0n);
  if (cents >= 10n ** BigInt(MAX_WHOLE_DIGITS + PLACES)) return null;
  return sign === "-" ? -cents : cents;
}

function fromCents(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(PLACES + 1, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}
