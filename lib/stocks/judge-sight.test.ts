import { expect, test } from "vitest";
import { isAsWanted } from "./judge-sight";

const before = { free: 10, reserved: 2 };

test("a stock that reads back as it was set is done", () => {
  expect(isAsWanted({ wanted: 25, before, seen: { free: 25, reserved: 2 } })).toBe(true);
  expect(isAsWanted({ wanted: 0, before, seen: { free: 0, reserved: 2 } })).toBe(true);
  expect(
    isAsWanted({ wanted: 25, before: { free: null, reserved: null }, seen: { free: 25, reserved: 0 } }),
  ).toBe(true);
});

test("buyers who ordered or cancelled meanwhile make no failure of it", () => {
  expect(isAsWanted({ wanted: 25, before, seen: { free: 22, reserved: 5 } })).toBe(true);
  expect(isAsWanted({ wanted: 25, before, seen: { free: 26, reserved: 1 } })).toBe(true);
  // One order between our last look and the setting, one after it.
  expect(isAsWanted({ wanted: 25, before, seen: { free: 24, reserved: 4 } })).toBe(true);
  // What had been reserved has left; what can be sold is as it was set.
  expect(isAsWanted({ wanted: 25, before, seen: { free: 25, reserved: 0 } })).toBe(true);
});

test("what was not set is not taken for set, whoever buys", () => {
  expect(isAsWanted({ wanted: 25, before, seen: { free: 10, reserved: 2 } })).toBe(false);
  expect(isAsWanted({ wanted: 25, before, seen: { free: 8, reserved: 4 } })).toBe(false);
  expect(isAsWanted({ wanted: 9, before, seen: { free: 8, reserved: 4 } })).toBe(false);
  expect(isAsWanted({ wanted: 5, before, seen: { free: 10, reserved: 2 } })).toBe(false);
});
