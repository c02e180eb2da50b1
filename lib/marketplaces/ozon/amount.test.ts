import { expect, test } from "vitest";
import { toAmount } from "./amount";

test.each([
  [2490, "2490.00"],
  [0.1 + 0.2, "0.30"],
  ["990.0000", "990.00"],
  ["-15.005", "-15.01"],
  [-0.001, "0.00"],
  ["00012.5", "12.50"],
  [999.995, "1000.00"],
  ["1e5", null],
  ["", null],
  [null, null],
  ["1234567890123", null],
] as const)("%s is %s", (given, amount) => {
  expect(toAmount(given)).toBe(amount);
});
