import { expect, test } from "vitest";
import { addAmounts, isNegative, isZero } from "./exact-amounts";

test("amounts add up to the last kopeck, however many and however large", () => {
  expect(addAmounts(["0.10", "0.20"])).toBe("0.30");
  expect(addAmounts(["-0.05", "0.02"])).toBe("-0.03");
  expect(addAmounts(["999999999999.99", "0.01"])).toBe("1000000000000.00");
  expect(addAmounts(["1", "2.5", "0.0001"])).toBe("3.5001");
  expect(addAmounts([])).toBe("0.00");
  expect(addAmounts(Array.from({ length: 1000 }, () => "0.01"))).toBe("10.00");
});

test("the sign is that of the amount, not of its text", () => {
  expect(isNegative("-0.01")).toBe(true);
  expect(isNegative("-0.00")).toBe(false);
  expect(isZero("-0.00")).toBe(true);
});
