import type { StockRow, Warehouse } from "@/lib/wire/stocks";

/** A warehouse as a column: what it is called, and whether its stock may be set. */
export interface Column {
  readonly key: string;
  readonly warehouse: Warehouse;
}

export const cellKey = (kind: string, warehouseId: string) => `${kind} ${warehouseId}`;

/**
 * Warehouses as columns: the seller's own first, then the marketplace's, those with most goods first. Empty ones stand
 * only where they can be filled: the seller's own that are in use.
 */
export function toColumns(warehouses: readonly Warehouse[], onlyId: string): readonly Column[] {
  const rank = (warehouse: Warehouse) => (warehouse.kind === "own" ? 0 : 1);
  return warehouses
    .filter((warehouse) => onlyId === "" || warehouse.id === onlyId)
    .filter(
      ({ kind, is_active, free, reserved, promised }) =>
        free + reserved + promised > 0 || (kind === "own" && is_active) || onlyId !== "",
    )
    .toSorted(
      (one, other) =>
        rank(one) - rank(other) || other.free - one.free || one.name.localeCompare(other.name, "ru"),
    )
    .map((warehouse) => ({ key: cellKey(warehouse.kind, warehouse.id), warehouse }));
}

/** A row's cells by column. */
export function cellsOf(row: StockRow): ReadonlyMap<string, StockRow["cells"][number]> {
  return new Map(row.cells.map((cell) => [cellKey(cell.kind, cell.warehouse_id), cell]));
}
