import type { Account } from "../model";
import { marketOf } from "./catalogue";
import type { StockRow, StockScheme } from "./market-model";
import { rowsOf } from "./stock-index";

/**
 * Sets so many aside for an order: in this warehouse, or without one where the most is free. Answers the
 * row it did it in, or null when there is not so much.
 */
export function reserve(
  account: Account,
  offerId: string,
  scheme: StockScheme,
  warehouseId: string | null,
  quantity: number,
): StockRow | null {
  const row = findRows(account, offerId, scheme, warehouseId).sort(
    (a, b) => b.present - b.reserved - (a.present - a.reserved),
  )[0];
  if (row === undefined || row.present - row.reserved < quantity) return null;
  row.reserved += quantity;
  row.updatedMs = Date.now();
  return row;
}

/** Gives back what an order had set aside: it was cancelled before it left. */
export function release(
  account: Account,
  offerId: string,
  scheme: StockScheme,
  warehouseId: string | null,
  quantity: number,
): StockRow | null {
  const row = mostReserved(account, offerId, scheme, warehouseId);
  if (row === null) return null;
  row.reserved = Math.max(0, row.reserved - quantity);
  row.updatedMs = Date.now();
  return row;
}

/** What was set aside has left the warehouse. */
export function ship(
  account: Account,
  offerId: string,
  scheme: StockScheme,
  warehouseId: string | null,
  quantity: number,
): StockRow | null {
  const row = mostReserved(account, offerId, scheme, warehouseId);
  if (row === null) return null;
  const left = Math.min(quantity, row.reserved);
  row.reserved -= left;
  row.present -= left;
  row.updatedMs = Date.now();
  return row;
}

function mostReserved(
  account: Account,
  offerId: string,
  scheme: StockScheme,
  warehouseId: string | null,
): StockRow | null {
  return findRows(account, offerId, scheme, warehouseId).sort((a, b) => b.reserved - a.reserved)[0] ?? null;
}

function findRows(
  account: Account,
  offerId: string,
  scheme: StockScheme,
  warehouseId: string | null,
): StockRow[] {
  return rowsOf(marketOf(account), offerId).filter(
    (row) => row.scheme === scheme && (warehouseId === null || row.warehouseId === warehouseId),
  );
}
