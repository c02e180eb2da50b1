import { expect, test } from "vitest";
import { backOffMs } from "./connection";

test("every further attempt waits longer, up to half a minute, spread by chance", () => {
  expect([0, 1, 2, 3, 4, 50].map((attempt) => backOffMs(attempt, 0.5))).toEqual([
    1000, 2000, 5000, 10_000, 30_000, 30_000,
  ]);
  expect(backOffMs(0, 0)).toBe(750);
  expect(backOffMs(0, 1)).toBe(1250);
});
