import { expect, test } from "vitest";
import { isGivenUp, pauseAfter, restAfter } from "./retry-plan";

test("tries come after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, and then no more", () => {
  const seconds = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1, 0));
  expect(seconds.map((ms) => (ms === null ? null : ms / 1000))).toEqual([
    5,
    300,
    1800,
    7200,
    18_000,
    36_000,
    50_400,
    72_000,
    86_400,
    null,
  ]);
});

test("what failed together does not come back together, and never early", () => {
  expect(pauseAfter(2, 1)).toBe(330_000);
  expect(pauseAfter(2, 0.5)).toBe(315_000);
});

test("an address that fails in a row rests longer and longer, five minutes at most", () => {
  expect([1, 2, 3, 4, 5, 9, 5000].map((failures) => restAfter(failures) / 1000)).toEqual([
    0, 0, 5, 10, 20, 300, 300,
  ]);
});

test("five days of nothing but failures are enough", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  expect(isGivenUp(new Date("2026-11-16T12:00:00Z"), now)).toBe(true);
  expect(isGivenUp(new Date("2026-11-16T12:00:01Z"), now)).toBe(false);
});
