import { expect, test } from "vitest";
import { toDay, totalOf } from "./call-hours";

test("a day has 24 hours, those without calls too, and one sum", () => {
  const now = Date.parse("2026-11-21T12:34:56Z");
  const none = { unstable: 0, slow: 0, refused: 0 };
  const day = toDay(
    [
      { at: "2026-11-20T12:00:00.000Z", good: 50, ...none, average_ms: 5, max_ms: 9 }, // a day ago and more
      { at: "2026-11-20T13:00:00.000Z", good: 1, ...none, average_ms: 30, max_ms: 30 },
      {
        at: "2026-11-21T12:00:00.000Z",
        good: 2,
        unstable: 1,
        slow: 0,
        refused: 0,
        average_ms: 10,
        max_ms: 40,
      },
    ],
    now,
  );
  expect(day).toHaveLength(24);
  expect(day.map((hour) => hour.calls)).toEqual([1, ...Array(22).fill(0), 3]);
  expect(totalOf(day)).toEqual({
    calls: 4,
    good: 3,
    unstable: 1,
    slow: 0,
    refused: 0,
    averageMs: 15,
    maxMs: 40,
  });
  expect(totalOf(toDay([], now))).toMatchObject({ calls: 0, averageMs: 0, maxMs: 0 });
});
