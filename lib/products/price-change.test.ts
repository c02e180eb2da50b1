import { expect, test } from "vitest";
import { isSameAmount, judgePrice } from "./price-change";

test.each([
  ["100.00", "150.00", 50, false],
  ["100.00", "150.01", 50, true], // a kopeck over half
  ["100.00", "50.00", -50, false],
  ["100.00", "49.99", -50, true],
  ["0.03", "0.02", -33.3, false],
  ["99999999.99", "149999999.98", 50, false], // floats would not know any more
  ["99999999.99", "149999999.99", 50, true],
  ["1999.00", "1999.00", 0, false],
  ["1999.00", "0.00", -100, true],
])("from %s to %s is %d percent, and asks twice: %s", (before, after, percent, isLarge) => {
  expect(judgePrice(before, after)).toEqual({ before, after, percent, isLarge });
});

test("what had no price is compared with nothing; a price of nothing asks twice all the same", () => {
  expect(judgePrice(null, "10.00")).toMatchObject({ percent: null, isLarge: false });
  expect(judgePrice("0.00", "10.00")).toMatchObject({ percent: null, isLarge: false });
  expect(judgePrice(null, "0.00")).toMatchObject({ percent: null, isLarge: true });
  expect(judgePrice("0.00", "0.00")).toMatchObject({ isLarge: false });
});

test("the same money is the same however it is written", () => {
  expect(isSameAmount("1299", "1299.00")).toBe(true);
  expect(isSameAmount("1299.9", "1299.90")).toBe(true);
  expect(isSameAmount(null, "0.00")).toBe(true);
  expect(isSameAmount("0.10", "0.1000")).toBe(true);
  expect(isSameAmount("9007199254740993.01", "9007199254740993.02")).toBe(false);
});
