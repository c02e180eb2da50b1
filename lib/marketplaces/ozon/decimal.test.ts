import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../json";
import { addDecimals, decimalText, isNothing, moneyText, subtractDecimals, toDecimal } from "./decimal";

/** Any amount that a kopeck can be counted in, as Postgres keeps them. */
const cents = fc.bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n });

describe("money from Ozon's answers", () => {
  test("every amount of kopecks survives a JSON number and a JSON text", () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const text = print(amount);
        expect(toDecimal(first(`[${text}]`))).toBe(text);
        expect(toDecimal(first(`["${text}00"]`))).toBe(text);
        expect(toDecimal(first(`[{"amount":"${text}","currency":"RUB"}]`))).toBe(text);
      }),
    );
  });

  test("what a double makes of an amount of kopecks is that amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.nat(99), (a, b) => {
        const printed = JSON.stringify([a / 100 + b / 100]);
        expect(toDecimal(first(printed))).toBe(print(BigInt(a) + BigInt(b)));
      }),
    );
  });

  test("sums and differences are exact", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { maxLength: 50 }), (list) => {
        const sum = list.reduce((total, amount) => total + amount, 0n);
        expect(addDecimals(...list.map(print))).toBe(print(sum));
        expect(subtractDecimals(print(sum), print(sum))).toBe("0.00");
      }),
    );
    expect(addDecimals("0.10", "0.20", null)).toBe("0.30");
  });

  test.each([
    [0.1 + 0.2, "0.30"],
    ["1234.5600", "1234.56"],
    ["1 234,56", "1234.56"],
    ["-11456.65", "-11456.65"],
    ["1.005", "1.01"],
    ["-1.005", "-1.01"],
    ["-0.004", "0.00"],
    ["999999999999.994", "999999999999.99"],
    ["999999999999.995", null],
    [1e-7, "0.00"],
    [1.5e3, "1500.00"],
    ["1.5e-1", "0.15"],
    [".5", "0.50"],
    [{ currency_code: "RUB", price: "3318" }, "3318.00"],
    [{ amount: "", currency: "RUB" }, null],
    ["", null],
    [".", null],
    ["e5", null],
    ["12-5", null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [1e21, null],
    [true, null],
    [null, null],
    [undefined, null],
    [[1], null],
  ])("%j is %j", (given, expected) => {
    expect(toDecimal(given)).toBe(expected);
  });

  test("no text makes it throw, and what it gives is always an amount", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(toDecimal(value) ?? "0.00").toMatch(/^-?\d{1,12}\.\d\d$/);
      }),
    );
  });

  test("its schemas take a missing field and tell the currency", () => {
    expect(decimalText.parse(undefined)).toBeNull();
    expect(moneyText.parse({ amount: 12.5, currency: "rub" })).toEqual({ amount: "12.50", currency: "RUB" });
    expect(moneyText.parse("7")).toEqual({ amount: "7.00", currency: null });
    expect([isNothing(null), isNothing("-0.00"), isNothing("0.01")]).toEqual([true, true, false]);
  });
});

function print(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function first(json: string): unknown {
  const parsed = parseJson(json);
  return Array.isArray(parsed) ? parsed[0] : undefined;
}
