import { expect, test } from "vitest";
import type { StockFacts } from "../marketplaces/stock-port";
import { mergeStocks } from "./merge-stocks";

function fact(about: Partial<StockFacts>): StockFacts {
  const none = { sku: null, warehouseId: null, warehouseName: null, promised: 0 };
  return { offerId: "A", scheme: "fbo", present: 5, reserved: 1, free: 4, ...none, ...about };
}
const nobody = { offerOf: new Map<string, string>(), rfbs: new Set<string>() };

test("a product under two numbers in one place is one row with their sum", () => {
  const facts = [fact({ sku: "1", promised: 2 }), fact({ sku: "2", free: 1 }), fact({ scheme: "fbs" })];
  expect(mergeStocks({ ...nobody, facts })).toEqual([
    expect.objectContaining({ scheme: "fbo", sku: "1", present: 10, free: 5, reserved: 2, promised: 2 }),
    expect.objectContaining({ scheme: "fbs", free: 4 }),
  ]);
});

test("a SKU alone finds its article; what belongs to no article is left out", () => {
  const facts = [
    fact({ offerId: null, sku: "7" }),
    fact({ offerId: null, sku: "8" }),
    fact({ offerId: null }),
  ];
  const cells = mergeStocks({ facts, offerOf: new Map([["7", "Seven"]]), rfbs: new Set() });
  expect(cells.map((cell) => cell.offer_id)).toEqual(["Seven"]);
});

test("what lies in an rFBS warehouse is sold so", () => {
  const facts = [fact({ scheme: "fbs", warehouseId: "22" }), fact({ scheme: "fbs", warehouseId: "33" })];
  const cells = mergeStocks({ facts, offerOf: new Map(), rfbs: new Set(["33"]) });
  expect(cells.map((cell) => [cell.warehouse_id, cell.scheme])).toEqual([
    ["22", "fbs"],
    ["33", "rfbs"],
  ]);
});
