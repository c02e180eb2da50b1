/**
 * JSON in and out without losing a digit: Ozon's message ids are larger than a double can hold, and it
 * writes them as bare numbers.
 */
export type WireValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly WireValue[]
  | { readonly [key: string]: WireValue };

const LONG_NUMBER = /\d{16}/;
// Whole numbers with fraction and exponent, so that the digits behind a point are not taken for an integer.
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;
const MARK = "\u0001integer:";

/** Parses JSON; integers of 16 and more digits become `bigint`. Throws SyntaxError like JSON.parse. */
export function parseJson(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    LONG_INTEGER.test(token) ? JSON.stringify(MARK + token) : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  );
}

/** Writes JSON; a `bigint` becomes a bare number with all its digits, `undefined` members are left out. */
export function writeJson(value: WireValue): string {
  if (value === undefined) return "null";
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeJson).join(",")}]`;
  let out = "";
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    out += (out === "" ? "" : ",") + quoted(key) + writeJson(member);
  }
  return `{${out}}`;
}

// A page of a thousand messages repeats a dozen keys: quoting each once halves the time.
const quotedKeys = new Map<string, string>();

function quoted(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < 1000) quotedKeys.set(key, text);
  return text;
}

// Array.isArray does not narrow readonly arrays out of a union.
function isList(value: object): value is readonly WireValue[] {
  return Array.isArray(value);
}
