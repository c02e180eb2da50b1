"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FilterSelect, filterLook, SearchField } from "../market/filter-fields";
import { SavedViews } from "../market/saved-views";
import { SellerPicker } from "../market/seller-picker";
import { useWarehouses } from "./queries";
import { LEAST_LOW, MOST_LOW, type StockFilters, toStockRecord, USUAL_LOW } from "./stock-filters";

interface FiltersProps {
  filters: StockFilters;
  isMap: boolean;
  onChange: (part: Partial<StockFilters>) => void;
  onPick: (values: Readonly<Record<string, string>>) => void;
}

/** Which stocks are shown: whose, where, by which words. */
export function StocksFilters({ filters, isMap, onChange, onPick }: FiltersProps) {
  const t = useTranslations("stocks");
  const { data: places } = useWarehouses(filters.sellerId);
  return (
    <>
      <SellerPicker
        value={filters.sellerId || null}
        onChange={(id) => onChange({ sellerId: id ?? "", warehouseId: "" })}
      />
      {!isMap && (
        <>
          <SearchField
            label={t("search")}
            placeholder={t("searchPlaceholder")}
            value={filters.q}
            onChange={(q) => onChange({ q })}
          />
          <FilterSelect
            label={t("warehouse")}
            value={filters.warehouseId}
            options={[
              { value: "", label: t("allWarehouses") },
              ...(places?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(warehouseId) => onChange({ warehouseId })}
          />
          {filters.tab === "low" && (
            <LowField key={filters.low} low={filters.low} onChange={(low) => onChange({ low })} />
          )}
          <SavedViews section="stocks" filters={toStockRecord(filters)} onPick={onPick} />
        </>
      )}
    </>
  );
}

/** How many are few; taken when the field is left or Enter is pressed. */
function LowField({ low, onChange }: { low: number; onChange: (low: number) => void }) {
  const t = useTranslations("stocks");
  const [typed, setTyped] = useState(String(low));
  function take() {
    const next = Number(typed);
    if (Number.isInteger(next) && next >= LEAST_LOW && next <= MOST_LOW) onChange(next);
    else setTyped(String(low || USUAL_LOW));
  }
  return (
    <label className="flex items-center gap-1.5 text-muted">
      {t("atMost")}
      <input
        inputMode="numeric"
        value={typed}
        maxLength={5}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
        className={`${filterLook} w-16 text-right tabular-nums`}
      />
    </label>
  );
}
