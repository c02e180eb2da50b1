import { expect, test } from "vitest";
import { paceOf } from "./pacing";
import { freeNow } from "./read-permits";

const fifty = { requests: 50, windowSeconds: 1 };

test("a rested limit lets its whole burst go, one far ahead of its pace nothing", () => {
  const { burst, intervalMs } = paceOf(fifty);
  expect(freeNow(fifty, 0)).toBe(burst);
  expect(freeNow(fifty, intervalMs)).toBe(burst - 1);
  expect(freeNow(fifty, burst * intervalMs)).toBe(0);
  expect(freeNow(fifty, 60_000)).toBe(0);
});

test("a limit of one a minute is free or not", () => {
  expect(freeNow({ requests: 1, windowSeconds: 60 }, 0)).toBe(1);
  expect(freeNow({ requests: 1, windowSeconds: 60 }, 1)).toBe(0);
});
