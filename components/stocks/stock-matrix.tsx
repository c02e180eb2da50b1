"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useCount } from "../market/money";
import { cx } from "../ui/class-names";
import type { Column } from "./matrix-columns";
import { firstLook, MatrixRow, Rest } from "./matrix-row";
import type { StockListProps } from "./stock-list";
import { schemes } from "./totals-bar";

/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD_ROWS = 20;
const ROW_PX = 52;
const COLUMN_PX = 104;
/** The columns of sums: all there is, and three schemes. */
const TOTALS_PX = 80 + 3 * 72;

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
