import { expect, test } from "vitest";
import { placeBars, toColumns } from "./money-columns";

const november = {
  start: "2026-11-01",
  currency: "RUB",
  by_kind: { sale: "100.10", compensation: "0.20", commission: "-20.10", refund: "-9.90", payout: "-50.00" },
  total: "70.30",
};

test("columns tell exactly what came and what was taken, and payouts in neither", () => {
  const columns = toColumns(["2026-10-01", "2026-11-01"], [november]);
  expect(columns[0]).toEqual({ start: "2026-10-01", income: "0.00", taken: "0.00", left: "0" });
  expect(columns[1]).toEqual({ start: "2026-11-01", income: "100.30", taken: "-30.00", left: "70.30" });
});

test("bars stand on one line of zero", () => {
  const { zero, bars, top, bottom } = placeBars(toColumns(["2026-11-01"], [november]));
  expect([top, bottom]).toEqual([100.3, -30]);
  expect(bars[0]).toMatchObject({ zero, income: 0, taken: 1 });
  expect(placeBars([]).bars).toEqual([]);
});
