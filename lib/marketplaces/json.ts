import { LosslessNumber, parse, stringify } from "lossless-json";

/**
 * Reads JSON without losing a digit: an integer beyond JavaScript's safe range comes back as its text
 * (Ozon's message ids are about 3e18), and so does a decimal of more digits than a double can have been; every other
 * number as a number, which prints as the decimal it was. Amounts of money are read from either by `ozon/decimal.ts`.
 * Throws SyntaxError on anything else, and RangeError on nesting deep enough to exhaust the stack: callers treat both
 * as "not JSON".
 */
export function parseJson(text: string): unknown {
  return parse(text, null, { parseNumber: toSafeNumber, onDuplicateKey: ({ newValue }) => newValue });
}

/** The answer of `parseJson`, or undefined where the text is not JSON. Never throws. */
export function tryParseJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // JSON has no undefined, so it cannot be mistaken for a value
  }
}

/** Writes JSON; values made by `bareNumber` appear as the number they stand for, digit by digit. */
export function writeJson(value: Readonly<Record<string, unknown>>): string {
  return stringify(value) ?? "{}";
}

/** An external id as the JSON number it was; ids that are not plain digits stay text. */
export function bareNumber(externalId: string): LosslessNumber | string {
  return PLAIN_INTEGER.test(externalId) ? new LosslessNumber(externalId) : externalId;
}

/** An amount of money (decimal text) as a JSON number, digit by digit. */
export function bareDecimal(amount: string): LosslessNumber | string {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(amount) ? new LosslessNumber(amount) : amount;
}

// No leading zero: "007" is an id, but not a JSON number.
const PLAIN_INTEGER = /^(?:0|[1-9]\d{0,19})$/;

const SAFE_DIGITS = 15; // every number of 15 digits is exact in a double, and printed as it was written
const DOUBLE_DIGITS = 17; // whoever prints a double prints no more: 0.30000000000000004

function toSafeNumber(digits: string): number | string {
  const value = Number(digits);
  if (digits.length <= SAFE_DIGITS || Number.isSafeInteger(value)) return value;
  if (/^-?\d+$/.test(digits)) return digits;
  return /^-?\d+\.\d+$/.test(digits) && countSignificant(digits) > DOUBLE_DIGITS ? digits : value;
}

function countSignificant(digits: string): number {
  return digits.replace(/[-.]/g, "").replace(/^0+/, "").length;
}
