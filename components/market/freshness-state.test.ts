import { describe, expect, test } from "vitest";
import type { Section } from "@/lib/wire/sections";
import { percentOf, toFreshness } from "./freshness-state";

const section = (part: Partial<Section>): Section => ({
  id: "1",
  seller_id: "s",
  section: "orders",
  status: "fresh",
  done: 0,
  total: null,
  fresh_at: "2026-11-21T10:00:00.000Z",
  started_at: null,
  next_at: "2026-11-21T10:05:00.000Z",
  error: null,
  requests: 0,
  waited_ms: 0,
  asked_ms: 0,
  worked_ms: 0,
  ...part,
});

describe("how fresh several sections are together", () => {
  test("the oldest of them is told, and a later pass does not hide it", () => {
    const older = section({ status: "refreshing", fresh_at: "2026-11-21T09:00:00.000Z" });
    expect(toFreshness([section({}), older])).toEqual({
      kind: "fresh",
      at: "2026-11-21T09:00:00.000Z",
      isRefreshing: true,
    });
  });
  test("first passes are summed; one without a total leaves the total open", () => {
    const one = section({ status: "first", done: 200, total: 1000, fresh_at: null });
    const other = section({ status: "waiting", fresh_at: null });
    expect(toFreshness([one, section({})])).toEqual({ kind: "loading", done: 200, total: 1000 });
    expect(toFreshness([one, other])).toEqual({ kind: "loading", done: 200, total: null });
  });
  test("trouble comes before everything", () => {
    const refused = section({ status: "refused", error: { code: "x", message: null } });
    expect(toFreshness([section({ status: "first" }), refused])).toEqual({
      kind: "trouble",
      section: refused,
    });
  });
  test("nothing known, and a paused seller", () => {
    expect(toFreshness([])).toEqual({ kind: "unknown" });
    expect(toFreshness([section({ status: "off" })])).toEqual({ kind: "off" });
  });
  test("a part of nothing is no part", () => {
    expect(percentOf(5, null)).toBeNull();
    expect(percentOf(5, 0)).toBeNull();
    expect(percentOf(1200, 5000)).toBe(24);
  });
});
