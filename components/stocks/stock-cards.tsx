"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { StockRow } from "@/lib/wire/stocks";
import { useCount } from "../market/money";
import { Picture } from "../market/picture";
import { InlineField, readPieces } from "../products/inline-field";
import { Button } from "../ui/button";
import { cellsOf } from "./matrix-columns";
import { RowDetails } from "./row-details";
import type { StockListProps } from "./stock-list";
import { schemes } from "./totals-bar";

/** The same stocks where there is no room for a matrix: product by product. */
export function StockCards(props: StockListProps) {
  const { query, rows } = props;
  const t = useTranslations("stocks");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10">
      <ul aria-label={t("matrix")}>
        {rows.map((row) => (
          <li key={row.product_id} data-article={row.offer_id} className="border-line border-b py-3">
            <Card {...props} row={row} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {t(query.isFetchingNextPage ? "loadingMore" : "more")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Card({ row, ...props }: StockListProps & { row: StockRow }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const own = props.columns.filter(({ warehouse }) => warehouse.kind === "own" && warehouse.is_active);
  const parts = schemes.filter((scheme) => row.totals[scheme].free > 0);
  return (
    <>
      <div className="flex items-center gap-3">
        <Picture src={row.picture} name={row.name} size={44} />
        <div className="min-w-0 flex-1">
          <Link href={`/products/${row.product_id}`} className="line-clamp-2 font-medium leading-snug">
            <bdi>{row.name || row.offer_id}</bdi>
          </Link>
          <bdi className="block truncate text-[12px] text-muted tabular-nums">{row.offer_id}</bdi>
        </div>
        <p className="shrink-0 text-right tabular-nums">
          <span className={row.free === 0 ? "text-[18px] text-muted" : "font-semibold text-[18px]"}>
            {count(row.free)}
          </span>
          <span className="block text-[12px] text-muted">
            {parts.map((scheme) => `${t(`schemes.${scheme}`)} ${count(row.totals[scheme].free)}`).join(" · ")}
          </span>
        </p>
      </div>
      {row.agrees === false && (
        <p className="mt-1 flex items-center gap-1 text-[12px] text-warn-ink">
          <TriangleAlert size={12} aria-hidden="true" />
          {t("differsBy", { difference: row.difference })}
        </p>
      )}
      <details className="mt-1">
        <summary className="inline-flex min-h-8 cursor-pointer items-center text-muted pointer-coarse:min-h-11">
          {t("byWarehouses")}
        </summary>
        {props.mayAct && own.length > 0 && <OwnStocks {...props} row={row} />}
        <RowDetails row={row} columns={props.columns} />
      </details>
    </>
  );
}

/** What lies in the seller's own warehouses, each to be changed where it stands. */
function OwnStocks({ row, columns, edited, onEdit, onStock }: StockListProps & { row: StockRow }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const cells = cellsOf(row);
  return (
    <ul className="mb-2 flex flex-col gap-1">
      {columns
        .filter(({ warehouse }) => warehouse.kind === "own" && warehouse.is_active)
        .map((column) => {
          const free = cells.get(column.key)?.free ?? 0;
          const isEdited = edited?.productId === row.product_id && edited.columnKey === column.key;
          return (
            <li key={column.key} className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate text-muted">{column.warehouse.name}</span>
              {isEdited ? (
                <InlineField
                  label={t("stockIn", { article: row.offer_id, warehouse: column.warehouse.name })}
                  initial={String(free)}
                  was={String(free)}
                  read={readPieces}
                  onSubmit={(value) => onStock(row, column, free, Number(value))}
                  onCancel={() => onEdit(null)}
                />
              ) : (
                <Button
                  data-edit={`${row.product_id} ${column.key}`}
                  aria-label={t("changeStock", {
                    free,
                    article: row.offer_id,
                    warehouse: column.warehouse.name,
                  })}
                  onClick={() => onEdit({ productId: row.product_id, columnKey: column.key })}
                  className="tabular-nums"
                >
                  {count(free)}
                </Button>
              )}
            </li>
          );
        })}
    </ul>
  );
}
