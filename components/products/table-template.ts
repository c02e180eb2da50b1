import { CSV_MARK, csvLine, csvText } from "@/lib/text/csv";
import type { Product } from "@/lib/wire/products";
import type { StockRow, Warehouse } from "@/lib/wire/stocks";
import { toTyped } from "./price-rules";

/** A table of prices as they are, to be changed and sent back. */
export function priceTemplate(products: readonly Product[]): string {
  const lines = products.map(({ offer_id, price, old_price, min_price }) =>
    csvLine([csvText(offer_id), toTyped(price), toTyped(old_price), toTyped(min_price)]),
  );
  return `${CSV_MARK}${csvLine(["offer_id", "price", "old_price", "min_price"])}${lines.join("")}`;
}

/** A table of what lies in the seller's own warehouses, to be changed and sent back. */
export function stockTemplate(rows: readonly StockRow[], warehouses: readonly Warehouse[]): string {
  const own = warehouses.filter(({ kind, is_active }) => kind === "own" && is_active);
  const lines = rows.flatMap(({ offer_id, cells }) =>
    own.map(({ id }) => {
      const cell = cells.find(({ warehouse_id, kind }) => kind === "own" && warehouse_id === id);
      return csvLine([csvText(offer_id), csvText(id), String(cell?.free ?? 0)]);
    }),
  );
  return `${CSV_MARK}${csvLine(["offer_id", "warehouse_id", "stock"])}${lines.join("")}`;
}

/** Gives a text to the person as a file. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
