"use client";

import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { StockRow } from "@/lib/wire/stocks";
import { useCount } from "../market/money";
import { Picture } from "../market/picture";
import { InlineField, readPieces } from "../products/inline-field";
import { cx } from "../ui/class-names";
import { type Column, cellsOf } from "./matrix-columns";
import { RowDetails } from "./row-details";
import type { StockListProps } from "./stock-list";
import { schemes } from "./totals-bar";

const cellLook = "border-line border-b px-2.5 text-right tabular-nums";
/** Of the column that stays. */
export const firstLook =
  "sticky left-0 z-10 border-line border-r border-b pr-3 pl-4 text-left font-normal two:pl-6";

/** Takes the room that the warehouses leave, so that the lines go to the edge. */
export function Rest({ className }: { className?: string }) {
  return <td aria-hidden="true" className={cx("border-line border-b p-0", className)} />;
}

interface MatrixRowProps extends StockListProps {
  row: StockRow;
  rowIndex: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** One product: its sums, and what lies in each warehouse. */
export function MatrixRow(props: MatrixRowProps) {
  const { row, rowIndex, columns, isOpen, onToggle } = props;
  const t = useTranslations("stocks");
  const cells = cellsOf(row);
  return (
    <>
      <tr aria-rowindex={rowIndex} className="group h-13 hover:bg-hover">
        <th scope="row" className={cx(firstLook, "bg-bg group-hover:bg-hover")}>
          <span className="flex items-center gap-2">
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={t("details", { article: row.offer_id })}
              onClick={onToggle}
              className="-ml-2 grid size-6 shrink-0 place-items-center rounded-[6px] text-muted hover:text-ink pointer-coarse:size-11"
            >
              <ChevronRight
                size={14}
                aria-hidden="true"
                className={cx("transition-transform duration-120", isOpen && "rotate-90")}
              />
            </button>
            <Picture src={row.picture} name={row.name} size={32} />
            <span className="min-w-0 flex-1">
              <Link
                href={`/products/${row.product_id}`}
                title={row.name}
                className="block truncate rounded-[4px] hover:text-accent-ink hover:underline"
              >
                <bdi>{row.name || row.offer_id}</bdi>
              </Link>
              <bdi className="block truncate text-[12px] text-muted tabular-nums">{row.offer_id}</bdi>
            </span>
          </span>
        </th>
        <TotalCell row={row} />
        {schemes.map((scheme) => (
          <td key={scheme} className={cellLook}>
            <Amount numbers={row.totals[scheme]} />
          </td>
        ))}
        {columns.map((column) => (
          <WarehouseCell key={column.key} {...props} column={column} numbers={cells.get(column.key)} />
        ))}
        <Rest />
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns.length + 6} className="border-line border-b bg-panel">
            {/* Stays in sight however far the table is scrolled. */}
            <div className="sticky left-0 w-[min(100vw-52px,860px)]">
              <RowDetails row={row} columns={columns} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

interface Numbers {
  readonly free: number;
  readonly reserved: number;
  readonly promised: number;
}

/** Free pieces; what is reserved and promised shows on hover and in the row's details. Nought is quiet. */
function Amount({ numbers }: { numbers: Numbers | undefined }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const { free, reserved, promised } = numbers ?? { free: 0, reserved: 0, promised: 0 };
  const title =
    reserved + promised > 0
      ? t("reservedPromised", { reserved: count(reserved), promised: count(promised) })
      : undefined;
  return (
    <span title={title} className={free === 0 ? "text-muted" : undefined}>
      {free === 0 && title === undefined ? <Nought /> : count(free)}
      {title !== undefined && (
        <>
          <span aria-hidden="true" className="ml-0.5 text-muted">
            ·
          </span>
          <span className="sr-only">, {title}</span>
        </>
      )}
    </span>
  );
}

/** Nothing there: said to those who listen, a dot for those who look. */
function Nought() {
  return (
    <>
      <span aria-hidden="true" className="inline-block size-1 rounded-full bg-line align-middle" />
      <span className="sr-only">0</span>
    </>
  );
}

/** All there is free; where the sources disagree it says so, with the difference. */
function TotalCell({ row }: { row: StockRow }) {
  const t = useTranslations("stocks");
  const isDifferent = row.agrees === false;
  return (
    <td className={cx(cellLook, "font-medium")}>
      <Amount numbers={row} />
      {isDifferent && (
        <span
          title={t("differsHint")}
          className="flex items-center justify-end gap-0.5 whitespace-nowrap font-normal text-[11.5px] text-warn-ink"
        >
          <TriangleAlert size={11} aria-hidden="true" />
          {t("differsBy", { difference: row.difference })}
        </span>
      )}
    </td>
  );
}

interface WarehouseCellProps extends MatrixRowProps {
  column: Column;
  numbers: Numbers | undefined;
}

function WarehouseCell({ row, column, numbers, mayAct, edited, onEdit, onStock }: WarehouseCellProps) {
  const t = useTranslations("stocks");
  const { warehouse } = column;
  const free = numbers?.free ?? 0;
  const canEdit = mayAct && warehouse.kind === "own" && warehouse.is_active;
  const isEdited = edited?.productId === row.product_id && edited.columnKey === column.key;
  if (isEdited) {
    return (
      <td className={cellLook}>
        <InlineField
          label={t("stockIn", { article: row.offer_id, warehouse: warehouse.name })}
          initial={String(free)}
          was={String(free)}
          read={readPieces}
          onSubmit={(value) => onStock(row, column, free, Number(value))}
          onCancel={() => onEdit(null)}
        />
      </td>
    );
  }
  return (
    <td className={cellLook}>
      {canEdit ? (
        <button
          type="button"
          data-edit={`${row.product_id} ${column.key}`}
          aria-label={t("changeStock", { free, article: row.offer_id, warehouse: warehouse.name })}
          onClick={() => onEdit({ productId: row.product_id, columnKey: column.key })}
          className="-mr-1.5 min-h-7 min-w-9 rounded-[6px] border border-transparent px-1.5 text-right hover:border-control pointer-coarse:min-h-11 pointer-coarse:border-line"
        >
          <Amount numbers={numbers} />
        </button>
      ) : (
        <Amount numbers={numbers} />
      )}
    </td>
  );
}
