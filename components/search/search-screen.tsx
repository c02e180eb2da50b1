"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { PlacesButton } from "../shell/places-button";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { groupHits } from "./group-hits";
import { FOCUS_SEARCH_EVENT } from "./open-search";
import { useSearch } from "./queries";
import { SearchFilters } from "./search-filters";
import { SearchHits } from "./search-hits";
import { areDaysReversed, isNarrowed, type SearchState } from "./search-state";
import { useSearchState } from "./use-search-state";

/** Search over every message the reader may see. */
export function SearchScreen() {
  const t = useTranslations("search");
  const { state, typed, setTyped, change } = useSearchState();
  const field = useRef<HTMLInputElement>(null);
  const screen = useRef<HTMLElement>(null);
  useEffect(() => {
    const focus = () => field.current?.select();
    focus(); // whoever comes here came to type
    window.addEventListener(FOCUS_SEARCH_EVENT, focus);
    return () => window.removeEventListener(FOCUS_SEARCH_EVENT, focus);
  }, []);

  /** Up and down walk from the field through the hits and back. */
  function walk(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const inFilters = event.target instanceof HTMLElement && event.target.closest("fieldset") !== null;
    if (inFilters || screen.current === null) return;
    const stops = [field.current, ...screen.current.querySelectorAll<HTMLElement>("[data-hit]")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at === -1 || !next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  return (
    <main
      id="content"
      ref={screen}
      onKeyDown={walk}
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
    >
      <div className="mx-auto flex w-full max-w-190 flex-1 flex-col px-4 pb-10">
        <header className="sticky top-0 z-10 -mx-4 flex flex-col gap-3 border-line border-b bg-bg px-4 pt-3 pb-3 max-two:static">
          <div className="flex min-h-10 items-center gap-2">
            <PlacesButton />
            <h1 className="font-semibold text-[18px] tracking-tight">{t("title")}</h1>
          </div>
          <search className="relative">
            <Search
              size={17}
              aria-hidden="true"
              className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
            />
            <input
              ref={field}
              type="text"
              inputMode="search"
              enterKeyHint="search"
              aria-label={t("field")}
              placeholder={t("placeholder")}
              value={typed}
              maxLength={200}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => event.key === "Escape" && typed !== "" && setTyped("")}
              className="h-11 w-full rounded-control border border-control bg-panel pr-11 pl-9.5 text-[15px] placeholder:text-muted max-two:text-base"
            />
            {typed !== "" && (
              <span className="absolute inset-y-0 right-1.5 flex items-center">
                <IconButton
                  label={t("clear")}
                  onClick={() => {
                    setTyped("");
                    field.current?.focus();
                  }}
                >
                  <X size={16} aria-hidden="true" />
                </IconButton>
              </span>
            )}
          </search>
          <SearchFilters state={state} onChange={change} />
        </header>
        <Results state={state} />
      </div>
    </main>
  );
}

function Results({ state }: { state: SearchState }) {
  const t = useTranslations("search");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useSearch(state);
  const groups = useMemo(
    () => groupHits(query.data?.pages.flatMap((page) => page.items) ?? []),
    [query.data],
  );
  if (areDaysReversed(state)) return <EmptyState isUrgent title={t("emptyTitle")} text={t("wrongDates")} />;
  if (state.q.trim() === "") return <EmptyState title={t("startTitle")} text={t("startText")} />;
  if (query.isPending) return <Skeleton label={common("loading")} />;
  if (query.isError && groups.length === 0) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (groups.length === 0) {
    return (
      <div role="status" className="flex flex-1 flex-col">
        <EmptyState title={t("emptyTitle")} text={t(isNarrowed(state) ? "emptyFilters" : "emptyText")} />
      </div>
    );
  }
  return (
    <div className={cx("transition-opacity duration-120", query.isPlaceholderData && "opacity-60")}>
      <SearchHits
        groups={groups}
        hasMore={query.hasNextPage && !query.isPlaceholderData}
        hasFailed={query.isFetchNextPageError}
        onMore={() => {
          if (!query.isFetching) void query.fetchNextPage();
        }}
      />
    </div>
  );
}

function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {["38%", "26%", "44%", "32%"].map((width) => (
        <div key={width} className="flex flex-col gap-2.5 border-line border-b px-3 py-4">
          <div className="skeleton h-4" style={{ width }} />
          <div className="skeleton h-3 w-11/12" />
          <div className="skeleton h-3 w-3/5" />
        </div>
      ))}
    </div>
  );
}
