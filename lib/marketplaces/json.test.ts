import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bareDecimal, bareNumber, parseJson, tryParseJson, writeJson } from "./json";

describe("JSON without loss", () => {
  test("neighbouring ids beyond 2^53 stay different", () => {
    const parsed = parseJson('{"a":3000000000817031942,"b":3000000000817031943,"c":17,"d":-1.5e3}');
    expect(parsed).toEqual({ a: "3000000000817031942", b: "3000000000817031943", c: 17, d: -1500 });
  });

  test("every 64-bit id comes back digit by digit and goes out as a bare number", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
        const text = String(id);
        expect(String((parseJson(`[${text}]`) as unknown[])[0])).toBe(text); // an array went in
        expect(writeJson({ from_message_id: bareNumber(text) })).toBe(`{"from_message_id":${text}}`);
      }),
    );
  });

  test("a decimal too long for a double stays text; what a double prints is a number", () => {
    expect(parseJson("[12345678901234567.89,1234.56,0.30000000000000004,-0.10]")).toEqual([
      "12345678901234567.89",
      1234.56,
      0.30000000000000004,
      -0.1,
    ]);
  });

  test("an id that is not a plain number goes out as text", () => {
    expect(writeJson({ a: bareNumber("chat-1"), b: bareNumber("007"), c: bareNumber("1e5") })).toBe(
      '{"a":"chat-1","b":"007","c":"1e5"}',
    );
  });

  test("an amount goes out as a number with the digits it has", () => {
    expect(writeJson({ a: bareDecimal("500.00"), b: bareDecimal("0.10"), c: bareDecimal("1e5") })).toBe(
      '{"a":500.00,"b":0.10,"c":"1e5"}',
    );
  });

  test("for anything JSON can hold it reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const expected: unknown = JSON.parse(text, (_, item) =>
          typeof item === "number" && Number.isInteger(item) && !Number.isSafeInteger(item) ? "unsafe" : item,
        );
        const unified = JSON.stringify(expected).includes('"unsafe"');
        if (!unified) expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test("hostile text is undefined, never an exception", () => {
    expect(tryParseJson("[".repeat(65_536))).toBeUndefined();
    expect(tryParseJson('{"a":1')).toBeUndefined();
    expect(tryParseJson("<html>")).toBeUndefined();
    expect(tryParseJson('{"__proto__":{"polluted":true}}')).toBeDefined();
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void tryParseJson(text)));
  });
});
