"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { StockRow } from "@/lib/wire/stocks";
import { Freshness } from "../market/freshness";
import { SectionFrame } from "../market/section-frame";
import { SectionTabs } from "../market/section-tabs";
import { useAddress } from "../market/use-address";
import { useSections } from "../market/use-sections";
import { ConfirmStocks } from "../products/confirm-stocks";
import { returnFocus } from "../products/inline-field";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { type Column, toColumns } from "./matrix-columns";
import { useStockEvents, useStocks, useWarehouses } from "./queries";
import { SourcesNotice } from "./sources-notice";
import { StockCards } from "./stock-cards";
import {
  isNarrowed,
  parseStockFilters,
  type StockFilters,
  stockAddressNames,
  stockTabs,
  toStockRecord,
} from "./stock-filters";
import type { EditedCell } from "./stock-list";
import { StockMatrix } from "./stock-matrix";
import { StocksFilters } from "./stocks-filters";
import { TotalsBar } from "./totals-bar";
import { useIsNarrow } from "./use-is-narrow";

const WarehouseMap = lazy(async () => ({ default: (await import("./warehouse-map")).WarehouseMap }));

const sections = ["stocks", "warehouse_stocks", "own_stocks"] as const;

/** How much there is of each product in each warehouse of a seller. */
export function StocksScreen() {
  const t = useTranslations("stocks");
  const { values, replace } = useAddress(stockAddressNames);
  const filters = useMemo(() => parseStockFilters(new URLSearchParams(values)), [values]);
  const isMap = values.look === "map";
  const query = useStocks(filters);
  useStockEvents();
  const totals = query.data?.pages[0]?.totals;
  const look: Record<string, string> = isMap ? { look: "map" } : {};
  const change = (part: Partial<StockFilters>) =>
    replace({ ...toStockRecord({ ...filters, ...part }), ...look });
  const counts =
    totals === undefined || query.isPlaceholderData
      ? undefined
      : { [filters.tab]: totals.products, ...(filters.tab === "all" ? { differs: totals.differing } : {}) };
  return (
    <SectionFrame
      title={t("title")}
      freshness={filters.sellerId !== "" && <Freshness sellerId={filters.sellerId} sections={sections} />}
      actions={
        <LookSwitch
          isMap={isMap}
          onChange={(next) => replace({ ...toStockRecord(filters), look: next ? "map" : "" })}
        />
      }
      tabs={
        isMap ? undefined : (
          <SectionTabs
            label={t("tabsLabel")}
            tabs={stockTabs.map((key) => ({ key, label: t(`tabs.${key}`) }))}
            value={filters.tab}
            counts={counts}
            onChange={(tab) => change({ tab })}
          />
        )
      }
      filters={<StocksFilters filters={filters} isMap={isMap} onChange={change} onPick={replace} />}
      hasOwnScroll
    >
      <WhenSeller sellerId={filters.sellerId}>
        {isMap ? (
          <Suspense fallback={<MatrixSkeleton />}>
            <WarehouseMap
              sellerId={filters.sellerId}
              hrefOf={(id) =>
                `/stocks?${new URLSearchParams(toStockRecord({ ...filters, warehouseId: id, tab: "left", q: "" }))}`
              }
            />
          </Suspense>
        ) : (
          <Body
            filters={filters}
            query={query}
            onReset={() => change({ tab: "all", warehouseId: "", q: "" })}
          />
        )}
      </WhenSeller>
    </SectionFrame>
  );
}

/** The first seller is chosen by itself; a desk without sellers says so. */
function WhenSeller({ sellerId, children }: { sellerId: string; children: ReactNode }) {
  const t = useTranslations("stocks");
  const { data: sellers } = useSellers();
  if (sellers?.length === 0) return <EmptyState title={t("noSellers")} text={t("noSellersText")} />;
  return sellerId === "" ? <MatrixSkeleton /> : children;
}

function LookSwitch({ isMap, onChange }: { isMap: boolean; onChange: (isMap: boolean) => void }) {
  const t = useTranslations("stocks");
  const look = (isHere: boolean) =>
    `min-h-8 px-3 pointer-coarse:min-h-11 ${isHere ? "bg-selected font-medium" : "text-muted hover:text-ink"}`;
  return (
    <fieldset
      aria-label={t("look")}
      className="flex overflow-hidden rounded-control border border-line bg-panel"
    >
      <button type="button" aria-pressed={!isMap} onClick={() => onChange(false)} className={look(!isMap)}>
        {t("table")}
      </button>
      <button type="button" aria-pressed={isMap} onClick={() => onChange(true)} className={look(isMap)}>
        {t("map")}
      </button>
    </fieldset>
  );
}

/** A stock that waits to be confirmed. */
interface Asked {
  readonly row: StockRow;
  readonly column: Column;
  readonly before: number;
  readonly stock: number;
}

interface BodyProps {
  filters: StockFilters;
  query: ReturnType<typeof useStocks>;
  onReset: () => void;
}

function Body({ filters, query, onReset }: BodyProps) {
  const t = useTranslations("stocks");
  const acts = useTranslations("productActs");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const isNarrow = useIsNarrow();
  const { data: places } = useWarehouses(filters.sellerId);
  const columns = useMemo(
    () => toColumns(places?.items ?? [], filters.warehouseId),
    [places, filters.warehouseId],
  );
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const [edited, setEdited] = useState<EditedCell | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const first = query.data?.pages[0];
  if (first === undefined) {
    if (!query.isError) return <MatrixSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  function edit(next: EditedCell | null) {
    if (next === null && edited !== null) returnFocus(`${edited.productId} ${edited.columnKey}`);
    setEdited(next);
  }
  const list = {
    query,
    rows,
    columns,
    mayAct: role !== "operator",
    edited,
    onEdit: edit,
    onStock: (row: StockRow, column: Column, before: number, stock: number) =>
      setAsked({ row, column, before, stock }),
  };
  return (
    <>
      <div className="shrink-0 px-4 pb-2 empty:hidden two:px-6">
        <SourcesNotice sources={first.sources} />
      </div>
      <TotalsBar totals={first.totals} />
      {rows.length === 0 ? (
        <Nothing filters={filters} onReset={onReset} />
      ) : isNarrow ? (
        <StockCards {...list} />
      ) : (
        <StockMatrix {...list} />
      )}
      {asked !== null && (
        <ConfirmStocks
          sellerId={filters.sellerId}
          title={acts("stockTitle")}
          changes={[
            {
              offerId: asked.row.offer_id,
              name: asked.row.name,
              warehouseId: asked.column.warehouse.id,
              warehouse: asked.column.warehouse.name,
              before: asked.before,
              stock: asked.stock,
            },
          ]}
          onClose={() => setAsked(null)}
          onSent={() => {
            setAsked(null);
            edit(null);
          }}
        />
      )}
    </>
  );
}

function Nothing({ filters, onReset }: { filters: StockFilters; onReset: () => void }) {
  const t = useTranslations("stocks");
  const { sections: known } = useSections(filters.sellerId, sections);
  // A seller that was just added has no passes yet.
  const isFirst =
    known?.length === 0 ||
    (known?.some(({ fresh_at, status }) => fresh_at === null && status !== "off") ?? false);
  if (isNarrowed(filters)) {
    return (
      <EmptyState
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={<Button onClick={onReset}>{t("showAll")}</Button>}
      />
    );
  }
  if (isFirst) return <EmptyState title={t("comingTitle")} text={t("comingText")} />;
  return <EmptyState title={t(`empty.${filters.tab}`)} text={t("emptyText")} />;
}

/** Rows and columns to come, in their own shape. */
function MatrixSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="px-4 two:px-6">
      <div className="flex h-13 items-center gap-8">
        <div className="skeleton h-8 w-20" />
        <div className="skeleton h-8 w-20" />
        <div className="skeleton h-8 w-20" />
      </div>
      {["62%", "48%", "70%", "55%", "66%", "44%", "58%"].map((width) => (
        <div key={width} className="flex h-13 items-center gap-4 border-line border-b">
          <div className="skeleton size-8 shrink-0" />
          <div className="w-60 max-two:flex-1">
            <div className="skeleton h-3.5" style={{ width }} />
          </div>
          <div className="skeleton h-3.5 w-10" />
          <div className="skeleton h-3.5 w-10 max-two:hidden" />
          <div className="skeleton h-3.5 w-10 max-two:hidden" />
        </div>
      ))}
    </div>
  );
}
