import { expect, test } from "vitest";
import { ApiError } from "../api-client";
import { isRefusal, readRefusedLines } from "./refusal-lines";

test("a refusal tells what prices and stocks are by now", () => {
  const prices = new ApiError("changed_meanwhile", {
    fields: { items: [{ offer_id: "A-1", expected: "10.00", now: "12.00" }] },
  });
  expect(readRefusedLines(prices)).toEqual([{ offerId: "A-1", warehouseId: null, now: "12.00" }]);
  const stocks = new ApiError("changed_meanwhile", {
    fields: { items: [{ offer_id: "A-1", warehouse_id: "22", expected: 3, stock: 0 }] },
  });
  expect(readRefusedLines(stocks)).toEqual([{ offerId: "A-1", warehouseId: "22", now: "0" }]);
  expect(isRefusal(stocks, "changed_meanwhile")).toBe(true);
});

test("a refusal without lines, or another error, tells none", () => {
  expect(readRefusedLines(new ApiError("network"))).toEqual([]);
  expect(readRefusedLines(new ApiError("changed_meanwhile", { fields: "odd" }))).toEqual([]);
  expect(readRefusedLines(new Error("no"))).toEqual([]);
});
