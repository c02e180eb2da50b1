import { describe, expect, test } from "vitest";
import { daysOf, parseChoice, startsOf } from "./finance-choice";

const now = new Date(2026, 10, 21, 15, 0);

describe("the period of the money", () => {
  test("is this month where the address names nothing that can be read", () => {
    const choice = parseChoice({ from: "2026-11-09", to: "вчера", kind: "gift" }, now);
    expect(choice).toMatchObject({
      preset: "this_month",
      from: "2026-11-01",
      to: "2026-11-21",
      kind: undefined,
    });
    expect(choice).toMatchObject({ group: "day", table: "orders", sellerId: null });
  });

  test("has its own days where both are there in their order", () => {
    expect(parseChoice({ from: "2025-11-30", to: "2026-03-02" }, now)).toMatchObject({
      preset: "custom",
      group: "week",
    });
    expect(parseChoice({ from: "2026-03-02", to: "2025-11-30" }, now).preset).toBe("this_month");
  });

  test("ends last month on its last day", () => {
    expect(daysOf("last_month", new Date(2026, 2, 31))).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  });
});

describe("columns of the chart", () => {
  test("begin on Mondays and on firsts of months, silent ones too", () => {
    expect(startsOf({ from: "2026-11-04", to: "2026-11-16", group: "week" })).toEqual([
      "2026-11-02",
      "2026-11-09",
      "2026-11-16",
    ]);
    expect(startsOf({ from: "2025-12-31", to: "2026-02-01", group: "month" })).toEqual([
      "2025-12-01",
      "2026-01-01",
      "2026-02-01",
    ]);
    expect(startsOf({ from: "2026-02-27", to: "2026-03-01", group: "day" })).toHaveLength(3);
  });
});
