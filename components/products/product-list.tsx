"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Product } from "@/lib/wire/products";
import { type Selection, selectRange, toggleSelected } from "../inbox/selection";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { type Editing, ProductRow, rowColumns } from "./product-row";
import type { useProducts } from "./queries";

/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD_ROWS = 20;
const ROW_PX = 64;

interface ProductListProps {
  query: ReturnType<typeof useProducts>;
  products: readonly Product[];
  /** Names of sellers by id where several are shown together; null: one alone. */
  sellerNames: ReadonlyMap<string, string> | null;
  mayAct: boolean;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  editing: Editing | null;
  onEdit: (editing: Editing | null) => void;
  onPrice: (product: Product, price: string) => void;
  onStock: (product: Product, stock: number) => void;
}

/** The products in sight, of however many there are. */
export function ProductList(props: ProductListProps) {
  const { query, products, selection, onSelection } = props;
  const t = useTranslations("products");
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: products.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => products[index]?.id ?? index,
    overscan: 10,
  });
  const visible = rows.getVirtualItems();
  useNextPage(query, visible.at(-1)?.index ?? 0, products.length);
  const order = products.map(({ id }) => id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a short cut between links that Tab reaches too
    <div
      ref={scroller}
      onKeyDown={walk}
      className={cx(
        "min-h-0 flex-1 overflow-y-auto overscroll-contain transition-opacity duration-120",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      <ListHead mayAct={props.mayAct} />
      <ul aria-label={t("list")} className="relative" style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => {
          const product = products[row.index];
          if (product === undefined) return null;
          return (
            <li
              key={product.id}
              ref={rows.measureElement}
              data-index={row.index}
              data-article={product.offer_id}
              aria-posinset={row.index + 1}
              aria-setsize={query.hasNextPage ? -1 : products.length}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <ProductRow
                product={product}
                sellerName={props.sellerNames?.get(product.seller_id) ?? null}
                mayAct={props.mayAct}
                isSelected={selection.ids.has(product.id)}
                onSelect={(isRange) =>
                  onSelection(
                    isRange
                      ? selectRange(selection, order, product.id)
                      : toggleSelected(selection, product.id),
                  )
                }
                editing={props.editing}
                onEdit={props.onEdit}
                onPrice={(price) => props.onPrice(product, price)}
                onStock={(stock) => props.onStock(product, stock)}
              />
            </li>
          );
        })}
      </ul>
      <PageEnd query={query} />
    </div>
  );
}

/** Asks for the next page as its end comes near; after a failure only a person does. */
function useNextPage(query: ProductListProps["query"], lastVisible: number, count: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    const isNearEnd = lastVisible >= count - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, count, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

/** Up and down walk over the names of products. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-row-link]")) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  // In the page they stand in the order they came into sight, not in the order of the list.
  links.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  const next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Names of the columns for those who see them; each cell says its own to the others. */
function ListHead({ mayAct }: { mayAct: boolean }) {
  const t = useTranslations("products");
  return (
    <div
      aria-hidden="true"
      className={cx(
        rowColumns,
        "sticky top-0 z-10 min-h-8 border-line border-b bg-bg px-4 text-[12px] text-muted max-two:hidden two:px-6",
      )}
    >
      <span className={mayAct ? "w-6" : undefined} />
      <span />
      <span>{t("columns.name")}</span>
      <span className="text-right">{t("columns.price")}</span>
      <span className="text-right">{t("columns.stock")}</span>
      <span>{t("columns.status")}</span>
      <span className="text-right max-views:hidden">{t("columns.rating")}</span>
    </div>
  );
}

function PageEnd({ query }: { query: ProductListProps["query"] }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.isFetchingNextPage) {
    return <p className="py-3 text-center text-[12px] text-muted">{t("loadingMore")}</p>;
  }
  if (!query.isFetchNextPageError) return null;
  return (
    <p role="alert" className="flex flex-wrap items-center justify-center gap-2 py-3 text-[12px] text-muted">
      {t("moreFailed")} {errorText(query.error)}
      <Button onClick={() => query.fetchNextPage()}>{common("retry")}</Button>
    </p>
  );
}

/** Rows to come, in their own shape. */
export function ProductListSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")}>
      {["62%", "48%", "70%", "55%", "66%", "44%", "58%", "50%"].map((width) => (
        <div key={width} className="flex h-16 items-center gap-3 border-line border-b px-4 two:px-6">
          <div className="skeleton size-11 shrink-0" />
          <div className="flex flex-1 flex-col gap-2">
            <div className="skeleton h-3.5" style={{ width }} />
            <div className="skeleton h-3 w-32" />
          </div>
          <div className="skeleton h-3.5 w-20 max-two:hidden" />
          <div className="skeleton h-3.5 w-14 max-two:hidden" />
        </div>
      ))}
    </div>
  );
}
