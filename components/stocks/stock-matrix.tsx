"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { StockRow } from "@/lib/wire/stocks";
import { useCount } from "../market/money";
import { Picture } from "../market/picture";
import { InlineField, readPieces } from "../products/inline-field";
import { cx } from "../ui/class-names";
import { type Column, cellsOf } from "./matrix-columns";
import type { useStocks } from "./queries";
import { RowDetails } from "./row-details";
import { schemes } from "./totals-bar";

/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD_ROWS = 20;
const ROW_PX = 52;
const COLUMN_PX = 104;
/** The columns of sums: all there is, and three schemes. */
const TOTALS_PX = 80 + 3 * 72;

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

const cellLook = "border-line border-b px-2.5 text-right tabular-nums";
const firstLook = "sticky left-0 z-10 border-line border-r border-b pr-3 pl-4 text-left font-normal two:pl-6";

/** Product by warehouse: the first column and the heading stay while the rest scrolls both ways. */
export function StockMatrix(props: StockListProps) {
  const { query, rows, columns } = props;
  const t = useTranslations("stocks");
  const scroller = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.product_id ?? index,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();
  useNextPage(query, visible.at(-1)?.index ?? 0, rows.length);
  function toggle(id: string) {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  }
  return (
    <section
      ref={scroller}
      aria-label={t("matrix")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls both ways must be reached by keyboard
      tabIndex={0}
      className={cx(
        "focus-inset min-h-0 flex-1 overflow-auto overscroll-contain transition-opacity duration-120",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      <table
        aria-rowcount={query.hasNextPage ? -1 : rows.length + 1}
        style={{ width: `calc(var(--first) + ${TOTALS_PX + columns.length * COLUMN_PX}px)` }}
        className="min-w-full table-fixed border-separate border-spacing-0 [--first:340px] max-views:[--first:250px]"
      >
        <caption className="sr-only">{t("matrix")}</caption>
        <MatrixHead columns={columns} />
        <Gap height={visible[0]?.start ?? 0} />
        {visible.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <tbody
              key={row.product_id}
              ref={virtual.measureElement}
              data-index={item.index}
              data-article={row.offer_id}
            >
              <MatrixRow
                {...props}
                row={row}
                rowIndex={item.index + 2}
                isOpen={open.has(row.product_id)}
                onToggle={() => toggle(row.product_id)}
              />
            </tbody>
          );
        })}
        <Gap height={virtual.getTotalSize() - (visible.at(-1)?.end ?? 0)} />
      </table>
    </section>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  );
}

/** Asks for the next page as its end comes near; after a failure only a person does. */
function useNextPage(query: StockListProps["query"], lastVisible: number, count: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    const isNearEnd = lastVisible >= count - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, count, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

function MatrixHead({ columns }: { columns: readonly Column[] }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const head =
    "sticky top-0 z-20 border-line border-b bg-bg px-2.5 py-1.5 text-right align-bottom text-[12px] font-normal text-muted";
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th
          scope="col"
          className={cx(
            firstLook,
            "top-0 z-30! w-(--first) bg-bg py-1.5 align-bottom text-[12px] text-muted",
          )}
        >
          {t("product")}
        </th>
        <th scope="col" className={cx(head, "w-20 font-medium text-ink")}>
          {t("free")}
        </th>
        {schemes.map((scheme) => (
          <th key={scheme} scope="col" className={cx(head, "w-18")}>
            {t(`schemes.${scheme}`)}
          </th>
        ))}
        {columns.map(({ key, warehouse }) => (
          <th
            key={key}
            scope="col"
            title={warehouse.city === null ? warehouse.name : `${warehouse.name}, ${warehouse.city}`}
            className={cx(head, "w-26", warehouse.kind === "own" && "text-accent-ink")}
          >
            <span className="wrap-anywhere line-clamp-2 text-[11.5px] leading-tight">
              {breakable(warehouse.name)}
            </span>
            <span className="tabular-nums">{count(warehouse.free)}</span>
          </th>
        ))}
        <Rest className="sticky top-0 z-20 bg-bg" />
      </tr>
    </thead>
  );
}

/** Names such as КАЗАНЬ_РФЦ_НОВЫЙ may break where their words end. */
const breakable = (name: string) => name.replaceAll("_", "_\u200B");

/** Takes the room that the warehouses leave, so that the lines go to the edge. */
function Rest({ className }: { className?: string }) {
  return <td aria-hidden="true" className={cx("border-line border-b p-0", className)} />;
}

interface MatrixRowProps extends StockListProps {
  row: StockRow;
  rowIndex: number;
  isOpen: boolean;
  onToggle: () => void;
}

function MatrixRow(props: MatrixRowProps) {
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
