"use client";

import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import type { MoneyKind } from "@/lib/wire/finance";
import { Freshness } from "../market/freshness";
import { toFreshness } from "../market/freshness-state";
import { SectionFrame } from "../market/section-frame";
import { useAddress } from "../market/use-address";
import { useSections } from "../market/use-sections";
import { useSellers } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { addressNames, type Choice, parseChoice, startsOf } from "./finance-choice";
import { DownloadMenu, FinanceFilters } from "./finance-filters";
import { MoneyChart } from "./money-chart";
import { toColumns } from "./money-columns";
import { MoneyTables } from "./money-tables";
import { useFinanceTotals, useMoneyEvents } from "./queries";
import { Statement } from "./statement";

const sections = ["money"] as const;

/** What the sellers earned: a statement of the period, how it lies over time, and what is behind it. */
export function FinanceScreen() {
  const t = useTranslations("finance");
  const now = useNow();
  const address = useAddress(addressNames);
  const today = now === 0 ? 0 : new Date(now).setHours(0, 0, 0, 0);
  // Before the browser has taken over there is no now, and so no "this month".
  const choice = useMemo(
    () => (today === 0 ? null : parseChoice(address.values, new Date(today))),
    [address.values, today],
  );
  useMoneyEvents();
  return (
    <SectionFrame
      title={t("title")}
      freshness={<Freshness sellerId={address.values.seller ?? null} sections={sections} />}
      actions={choice && <DownloadMenu choice={choice} />}
      filters={choice ? <FinanceFilters choice={choice} address={address} /> : <FilterSkeleton />}
    >
      {choice === null ? <FinanceSkeleton /> : <Body choice={choice} address={address} />}
    </SectionFrame>
  );
}

function Body({ choice, address }: { choice: Choice; address: ReturnType<typeof useAddress> }) {
  const t = useTranslations("finance");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const tables = useRef<HTMLElement>(null);
  const query = useFinanceTotals(choice);
  if (query.data === undefined) {
    if (!query.isError) return <FinanceSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const { totals, periods } = query.data;
  if (totals.length === 0) return <NoMoney />;
  function showKind(kind: MoneyKind) {
    address.change({ table: "entries", kind, posting: "", article: "", q: "" });
    tables.current?.scrollIntoView({ block: "start" });
  }
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cx(
        "flex flex-col gap-10 pt-3 transition-opacity duration-150",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      {totals.map((sums) => (
        <div
          key={sums.currency}
          className="grid gap-x-12 gap-y-8 views:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
        >
          <Statement totals={sums} onKind={showKind} />
          <MoneyChart
            columns={toColumns(
              startsOf(choice),
              periods.filter(({ currency }) => currency === sums.currency),
            )}
            group={choice.group}
            currency={sums.currency}
          />
        </div>
      ))}
      <MoneyTables ref={tables} choice={choice} address={address} />
    </div>
  );
}

/** No sums: none were made, or none are taken in yet. */
function NoMoney() {
  const t = useTranslations("finance");
  const { data: sellers } = useSellers();
  const { sections: known } = useSections(null, sections);
  if (sellers?.length === 0) return <EmptyState title={t("noSellers")} text={t("noSellersText")} />;
  const state = known === undefined ? null : toFreshness(known).kind;
  const isComing = state === "loading" || state === "unknown";
  return (
    <EmptyState title={t(isComing ? "coming" : "empty")} text={t(isComing ? "comingText" : "emptyText")} />
  );
}

function FilterSkeleton() {
  return (
    <div aria-hidden="true" className="flex min-h-8 gap-2">
      <div className="skeleton h-8 w-32" />
      <div className="skeleton h-8 w-64" />
    </div>
  );
}

/** A statement and a chart to come, in their own shape. */
function FinanceSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="grid gap-x-12 gap-y-8 pt-3 views:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-5">
        <div className="skeleton h-9 w-44" />
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className="flex justify-between">
            <div className="skeleton h-3.5 w-28" />
            <div className="skeleton h-3.5 w-20" />
          </div>
        ))}
      </div>
      <div className="skeleton h-64 w-full rounded-control" />
    </div>
  );
}
