import type { StockRow } from "@/lib/wire/stocks";
import type { Column } from "./matrix-columns";
import type { useStocks } from "./queries";

/** A cell that is being changed. */
export interface EditedCell {
  readonly productId: string;
  readonly columnKey: string;
}

export interface StockListProps {
  query: ReturnType<typeof useStocks>;
  rows: readonly StockRow[];
  columns: readonly Column[];
  mayAct: boolean;
  edited: EditedCell | null;
  onEdit: (cell: EditedCell | null) => void;
  onStock: (row: StockRow, column: Column, before: number, stock: number) => void;
}
