import { randomUUID } from "node:crypto";
import fc from "fast-check";

/** The part of JSON Schema that our OpenAPI document uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Texts that have broken programs before: ends of strings, of numbers, of encodings, of trust. */
const wicked = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "null",
  "0",
  "-1",
  "NaN",
  "1e309",
  "9223372036854775808",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "275760-09-13T00:00:00.001Z",
  "2026-02-30T00:00:00Z",
  "' OR 1=1 --",
  "'; DROP TABLE messages; --",
  "%",
  "%00",
  "../../etc/passwd",
  "#{7*7}",
  "{{constructor}}",
  "__proto__",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "http://169.254.169.254/latest/meta-data/",
  "http://[::ffff:127.0.0.1]:1/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "\r\nSet-Cookie: a=b",
  "İ\u0307ß𝕳\u202e",
  "👩‍👩‍👧‍👦".repeat(300),
  "я".repeat(20_000),
  "(".repeat(3_000),
  "ы & | ! <-> :* ' \\",
  "00000000-0000-0000-0000-000000000000",
  "Europe/Nowhere",
  "ZZ",
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...wicked),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);

/** Values of any kind, some of them deep, some of them long. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER + 1,
    [],
    {},
    [[]],
    [null],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}')),
  fc.integer({ min: 1_000, max: 3_000 }).map((length) => Array.from({ length }, () => "x")),
  fc.constant(JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`)),
);

/** Values that fit the schema, as far as it can be told from it. */
export function fromSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(fromSchema));
  const types = [schema.type ?? "any"].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: JsonSchema): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1e6),
        max: Math.min(schema.maximum ?? 1e4, 1e6),
      });
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1e4, noNaN: true });
    case "string":
      return ofFormat(schema);
    case "array":
      return arrayOf(schema);
    case "object":
      return objectOf(schema);
    default:
      return hostileValue;
  }
}

function ofFormat({ format, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  if (format === "date-time")
    return fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString());
  if (format === "date") return fc.constantFrom("2026-11-21", "2024-02-29", "0001-01-01");
  if (format === "email") return fc.constantFrom("a@example.ru", `${"a".repeat(60)}@example.ru`);
  if (format === "uri") return fc.constantFrom("https://example.org/hook", "http://127.0.0.1:1/", "ftp://x/");
  if (format === "uuid") return fc.constant(randomUUID());
  return fc.oneof(
    fc.string({ unit: "grapheme", minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) }),
    fc.constant(randomUUID()),
    hostileText,
  );
}

function arrayOf({ items, prefixItems, minItems = 0, maxItems = 5 }: JsonSchema): fc.Arbitrary<unknown[]> {
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map(fromSchema));
  const item = items === undefined || items === false ? hostileValue : fromSchema(items);
  return fc.array(item, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 5)) });
}

function objectOf({
  properties = {},
  required = [],
  additionalProperties,
}: JsonSchema): fc.Arbitrary<unknown> {
  const named = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fromSchema(schema)])),
    { requiredKeys: [...required] },
  );
  if (typeof additionalProperties !== "object") return named;
  const more = fc.dictionary(fc.string({ maxLength: 10 }), fromSchema(additionalProperties), { maxKeys: 3 });
  return fc.tuple(named, more).map(([one, other]) => ({ ...other, ...one }));
}

/** One thing about the value goes wrong: a field is missing, foreign, hostile, or twice as deep as it should be. */
export function spoil(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return hostileValue;
  const names = Object.keys(value);
  if (names.length === 0) return fc.dictionary(hostileText, hostileValue, { maxKeys: 2 });
  return fc
    .record({
      name: fc.constantFrom(...names),
      by: hostileValue,
      how: fc.constantFrom("put", "leave out", "add", "wrap"),
    })
    .map(({ name, by, how }) => {
      const { [name]: old, ...rest } = value as Record<string, unknown>; // an object, seen above
      if (how === "leave out") return rest;
      if (how === "add") return { ...rest, [name]: old, no_such_field: by };
      if (how === "wrap") return { ...rest, [name]: [old] };
      return { ...rest, [name]: by };
    });
}
