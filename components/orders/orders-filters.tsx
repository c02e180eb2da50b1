"use client";

import { useTranslations } from "next-intl";
import { type Ref, useCallback } from "react";
import { FilterSelect, filterLook, SearchField } from "../market/filter-fields";
import { MoreFilters } from "../market/more-filters";
import { SavedViews } from "../market/saved-views";
import { SellerPicker } from "../market/seller-picker";
import type { useAddress } from "../market/use-address";
import { Button } from "../ui/button";
import { isNarrowed, isToLeave, sortOf, tabOf } from "./order-filters";
import { useWarehouseChoices } from "./queries";

interface OrdersFiltersProps {
  address: ReturnType<typeof useAddress>;
  search: Ref<HTMLInputElement>;
}

/** What the list is narrowed to; all of it stands in the page's address. */
export function OrdersFilters({ address, search }: OrdersFiltersProps) {
  const t = useTranslations("orders");
  const { values, change, replace } = address;
  const onWords = useCallback((q: string) => change({ q }), [change]);
  return (
    <>
      <SearchField
        ref={search}
        label={t("search")}
        placeholder={t("searchHint")}
        value={values.q ?? ""}
        onChange={onWords}
      />
      <MoreFilters isNarrowing={isNarrowed({ ...values, q: "" })}>
        <SellerPicker
          allowAll
          value={values.seller ?? null}
          onChange={(seller) => change({ seller: seller ?? "", warehouse: "" })}
        />
        <FilterSelect
          label={t("scheme")}
          value={values.scheme ?? ""}
          onChange={(scheme) => change({ scheme })}
          options={[
            { value: "", label: t("anyScheme") },
            ...(["fbs", "rfbs", "fbo"] as const).map((value) => ({ value, label: t(`schemes.${value}`) })),
          ]}
        />
        <WarehouseFilter
          sellerId={values.seller ?? null}
          value={values.warehouse ?? ""}
          onChange={(warehouse) => change({ warehouse })}
        />
        <Days from={values.from ?? ""} to={values.to ?? ""} onChange={(days) => change(days)} />
        <FilterSelect
          label={t("chat")}
          value={values.chat ?? ""}
          onChange={(chat) => change({ chat })}
          options={[
            { value: "", label: t("anyChat") },
            { value: "yes", label: t("withChat") },
            { value: "no", label: t("withoutChat") },
          ]}
        />
        {isToLeave(tabOf(values)) && (
          <FilterSelect
            label={t("sort")}
            value={sortOf(values)}
            onChange={(sort) => change({ sort })}
            options={[
              { value: "ship_by", label: t("sorts.ship_by") },
              { value: "newest", label: t("sorts.newest") },
            ]}
          />
        )}
      </MoreFilters>
      <SavedViews section="orders" filters={values} onPick={replace} />
      {isNarrowed(values) && (
        <Button look="quiet" onClick={() => replace({ tab: values.tab ?? "" })}>
          {t("reset")}
        </Button>
      )}
    </>
  );
}

interface WarehouseFilterProps {
  sellerId: string | null;
  value: string;
  onChange: (warehouseId: string) => void;
}

/** Warehouses belong to a seller: there is nothing to choose before one is chosen. */
function WarehouseFilter({ sellerId, value, onChange }: WarehouseFilterProps) {
  const t = useTranslations("orders");
  const { data: warehouses = [] } = useWarehouseChoices(sellerId);
  if (warehouses.length < 2) return null;
  return (
    <FilterSelect
      label={t("warehouse")}
      value={value}
      onChange={onChange}
      options={[
        { value: "", label: t("anyWarehouse") },
        ...warehouses.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

interface DaysProps {
  from: string;
  to: string;
  onChange: (days: { from?: string; to?: string }) => void;
}

/** Days of ordering. */
function Days({ from, to, onChange }: DaysProps) {
  const t = useTranslations("orders");
  return (
    <span className="flex items-center gap-1">
      <input
        type="date"
        aria-label={t("from")}
        title={t("from")}
        className={filterLook}
        value={from}
        max={to === "" ? undefined : to}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <span aria-hidden="true" className="text-muted">
        –
      </span>
      <input
        type="date"
        aria-label={t("to")}
        title={t("to")}
        className={filterLook}
        value={to}
        min={from === "" ? undefined : from}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </span>
  );
}
