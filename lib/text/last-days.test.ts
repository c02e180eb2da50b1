import { expect, test } from "vitest";
import { lastDays } from "./last-days";

test("the last thirty days end with the day that it is in Moscow", () => {
  expect(lastDays(30, new Date("2026-11-21T20:59:59Z"))).toEqual({ from: "2026-10-23", to: "2026-11-21" });
  expect(lastDays(30, new Date("2026-11-21T21:00:00Z"))).toEqual({ from: "2026-10-24", to: "2026-11-22" });
  expect(lastDays(1, new Date("2026-03-01T12:00:00Z"))).toEqual({ from: "2026-03-01", to: "2026-03-01" });
});
