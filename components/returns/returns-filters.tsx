"use client";

import { useTranslations } from "next-intl";
import { type Ref, useCallback } from "react";
import { FilterSelect, filterLook, SearchField } from "../market/filter-fields";
import { SavedViews } from "../market/saved-views";
import { SellerPicker } from "../market/seller-picker";
import type { useAddress } from "../market/use-address";
import { Button } from "../ui/button";
import { isNarrowed, returnKinds, returnSchemes } from "./return-filters";

interface ReturnsFiltersProps {
  address: ReturnType<typeof useAddress>;
  search: Ref<HTMLInputElement>;
}

/** What the list is narrowed to; all of it stands in the page's address. */
export function ReturnsFilters({ address, search }: ReturnsFiltersProps) {
  const t = useTranslations("returns");
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
      <SellerPicker
        allowAll
        value={values.seller ?? null}
        onChange={(seller) => change({ seller: seller ?? "" })}
      />
      <FilterSelect
        label={t("kind")}
        value={values.kind ?? ""}
        onChange={(kind) => change({ kind })}
        options={[
          { value: "", label: t("anyKind") },
          ...returnKinds.map((value) => ({ value, label: t(`kindFilter.${value}`) })),
        ]}
      />
      <FilterSelect
        label={t("scheme")}
        value={values.scheme ?? ""}
        onChange={(scheme) => change({ scheme })}
        options={[
          { value: "", label: t("anyScheme") },
          ...returnSchemes.map((value) => ({ value, label: t(`schemes.${value}`) })),
        ]}
      />
      <span className="flex items-center gap-1">
        <input
          type="date"
          aria-label={t("from")}
          title={t("from")}
          className={filterLook}
          value={values.from ?? ""}
          max={values.to}
          onChange={(event) => change({ from: event.target.value })}
        />
        <span aria-hidden="true" className="text-muted">
          –
        </span>
        <input
          type="date"
          aria-label={t("to")}
          title={t("to")}
          className={filterLook}
          value={values.to ?? ""}
          min={values.from}
          onChange={(event) => change({ to: event.target.value })}
        />
      </span>
      <SavedViews section="returns" filters={values} onPick={replace} />
      {isNarrowed(values) && (
        <Button look="quiet" onClick={() => replace({ tab: values.tab ?? "" })}>
          {t("reset")}
        </Button>
      )}
    </>
  );
}
