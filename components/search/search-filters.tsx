"use client";

import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { Button } from "../ui/button";
import { emptySearch, isNarrowed, type SearchState } from "./search-state";

interface SearchFiltersProps {
  state: SearchState;
  onChange: (change: Partial<SearchState>) => void;
}

const control =
  "min-h-8 max-w-full rounded-control border border-control bg-panel px-2 text-ink pointer-coarse:min-h-11 max-two:text-base";

/** What narrows a search, in one line that wraps. */
export function SearchFilters({ state, onChange }: SearchFiltersProps) {
  const t = useTranslations("search");
  const { data: sellers = [] } = useSellers();
  const { data: colleagues = [] } = useColleagues();
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t("filters")}</legend>
      <select
        aria-label={t("seller")}
        value={state.sellerId}
        onChange={(event) => onChange({ sellerId: event.target.value })}
        className={`${control} w-40`}
      >
        <option value="">{t("allSellers")}</option>
        {sellers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={t("operator")}
        value={state.operatorId}
        onChange={(event) => onChange({ operatorId: event.target.value })}
        className={`${control} w-36`}
      >
        <option value="">{t("allOperators")}</option>
        {colleagues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span className="flex items-center gap-1">
        <input
          type="date"
          aria-label={t("from")}
          title={t("from")}
          value={state.fromDay}
          max={state.toDay || undefined}
          onChange={(event) => onChange({ fromDay: event.target.value })}
          className={`${control} w-34`}
        />
        <span aria-hidden="true" className="text-muted">
          –
        </span>
        <input
          type="date"
          aria-label={t("to")}
          title={t("to")}
          value={state.toDay}
          min={state.fromDay || undefined}
          onChange={(event) => onChange({ toDay: event.target.value })}
          className={`${control} w-34`}
        />
      </span>
      <label className="flex min-h-8 cursor-pointer items-center gap-2 px-1 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={state.hasFiles}
          onChange={(event) => onChange({ hasFiles: event.target.checked })}
          className="size-4 accent-accent"
        />
        {t("files")}
      </label>
      {isNarrowed(state) && (
        <Button look="quiet" onClick={() => onChange({ ...emptySearch, q: state.q })}>
          {t("reset")}
        </Button>
      )}
    </fieldset>
  );
}
