import { expect, test } from "vitest";
import { endOf, stateOfEnd } from "./expiry";

const now = Date.UTC(2026, 10, 21);

test("a token's end is counted in whole days from now, or there is none", () => {
  expect(endOf(30, now)).toBe("2026-12-21T00:00:00.000Z");
  expect(endOf(null, now)).toBeNull();
});

test.each([
  [null, "forever"],
  ["2026-11-20T23:59:59Z", "ended"],
  ["2026-11-21T00:00:00Z", "ended"],
  ["2026-12-05T00:00:00Z", "soon"],
  ["2026-12-05T00:00:01Z", "later"],
] as const)("%s is %s", (expiresAt, state) => {
  expect(stateOfEnd(expiresAt, now)).toBe(state);
});
