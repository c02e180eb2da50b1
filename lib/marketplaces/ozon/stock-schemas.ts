import { z } from "zod";
import { externalId, inResult, items, maybeFlag, maybeId, maybeText, whatever, word } from "./schemas";

/*
 * Stocks and warehouses as Ozon sends them, read as leniently as chats are (schemas.ts).
 */

const listOrNone = items.nullish().transform((list) => list ?? []);

/**
 * Pieces. Ozon documents no floor, and sellers have seen more reserved than present while a parcel is booked out: what
 * is below 0 is 0 for us. Null: not told.
 */
export const pieces = whatever.transform((value) => {
  const told = typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof told !== "number" || !Number.isFinite(told)) return null;
  return Math.min(Math.max(0, Math.trunc(told)), MOST_PIECES);
});

/** Twice what anybody may set; sums over a hundred warehouses still fit an integer column. */
const MOST_PIECES = 20_000_000;

const degrees = whatever.transform((value) =>
  typeof value === "number" && Math.abs(value) <= 180 && value !== 0 ? value : null,
);

/** /v4/product/info/stocks; the total counts products. */
export const stockPage = inResult(
  z.object({ items: listOrNone, cursor: word, total: pieces, last_id: word }),
);
export const stockItem = z.object({ offer_id: externalId, stocks: listOrNone });
export const stockOfScheme = z.object({ type: word, present: pieces, reserved: pieces, sku: maybeId });

/** /v1/analytics/stocks */
export const placedPage = z.object({ items: listOrNone });
export const placedItem = z.object({
  sku: maybeId,
  offer_id: maybeText,
  warehouse_id: maybeId,
  warehouse_name: maybeText,
  available_stock_count: pieces,
  valid_stock_count: pieces,
  transit_stock_count: pieces,
  requested_stock_count: pieces,
});

/** /v2/analytics/stock_on_warehouses */
export const placedPageBefore = inResult(z.object({ rows: listOrNone }));
export const placedRowBefore = z.object({
  sku: maybeId,
  item_code: maybeText,
  warehouse_name: maybeText,
  free_to_sell_amount: pieces,
  promised_amount: pieces,
  reserved_amount: pieces,
});

/** /v2/product/info/stocks-by-warehouse/fbs, and the first version's list without pages */
export const ownPage = z.object({ products: listOrNone, cursor: word, has_next: maybeFlag });
export const ownPageBefore = z.object({ result: listOrNone });
export const ownItem = z.object({
  sku: maybeId,
  offer_id: maybeText,
  warehouse_id: externalId,
  warehouse_name: maybeText,
  present: pieces,
  reserved: pieces,
  free_stock: pieces,
});

/** /v2/warehouse/list, and the first version's */
export const warehousePage = z.object({ warehouses: listOrNone, cursor: word, has_next: maybeFlag });
export const warehousePageBefore = z.object({ result: listOrNone });
export const warehouseItem = z.object({
  warehouse_id: externalId,
  name: maybeText,
  is_rfbs: maybeFlag,
  status: word,
  pause_at: maybeText,
  is_karantin: maybeFlag,
  address_info: z.object({ address: maybeText, latitude: degrees, longitude: degrees }).nullish().catch(null),
});

/** /v2/products/stocks */
export const setPage = z.object({ result: listOrNone });
export const setRow = z.object({
  offer_id: maybeText,
  product_id: maybeId,
  warehouse_id: maybeId,
  updated: maybeFlag,
  errors: listOrNone,
});
export const setProblem = z.object({ code: maybeText, message: maybeText });
