"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import type { Returned } from "@/lib/wire/returns";
import { Freshness } from "../market/freshness";
import { toFreshness } from "../market/freshness-state";
import { SectionFrame } from "../market/section-frame";
import { SectionTabs } from "../market/section-tabs";
import { useAddress } from "../market/use-address";
import { useSections } from "../market/use-sections";
import { useSellers } from "../sellers/queries";
import { useDeskKeys } from "../shell/use-desk-keys";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { useReturnCounts, useReturnEvents, useReturns } from "./queries";
import { addressNames, isNarrowed, type ReturnTab, returnTabs, tabOf, toReturnQuery } from "./return-filters";
import { ReturnPanel } from "./return-panel";
import { goToReturn, parseReturnPath } from "./return-place";
import { RETURN_ROW_PX } from "./return-row";
import { ReturnRows } from "./return-rows";
import { ReturnsFilters } from "./returns-filters";

const sections = ["returns", "return_requests"] as const;

/** Goods on their way back and buyers' requests to give something back; the one that is open beside its list. */
export function ReturnsScreen() {
  const t = useTranslations("returns");
  const openId = parseReturnPath(usePathname());
  const address = useAddress(addressNames);
  const { values } = address;
  const tab = tabOf(values);
  const query = useMemo(() => toReturnQuery(values), [values]);
  const { data: counts } = useReturnCounts(query);
  const list = useReturns(query);
  const returns = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const search = useRef<HTMLInputElement>(null);
  useReturnEvents();
  function step(by: number) {
    const at = returns.findIndex(({ id }) => id === openId);
    const next = returns[at === -1 ? 0 : Math.min(returns.length - 1, Math.max(0, at + by))];
    if (next !== undefined) goToReturn(next.id);
  }
  useDeskKeys({
    nextChat: () => step(1),
    previousChat: () => step(-1),
    search: () => search.current?.focus(),
    leave: () => (openId === null ? false : goToReturn(null)),
  });
  return (
    <SectionFrame
      title={t("title")}
      freshness={<Freshness sellerId={values.seller ?? null} sections={sections} />}
      tabs={
        <SectionTabs
          label={t("lists")}
          tabs={returnTabs.map((key) => ({ key, label: t(`tabs.${key}`) }))}
          value={tab}
          counts={counts}
          onChange={(key) => address.change({ tab: key })}
        />
      }
      filters={<ReturnsFilters address={address} search={search} />}
      hasOwnScroll
      aside={
        openId === null ? null : (
          <ReturnPanel key={openId} returnId={openId} onClose={() => goToReturn(null)} />
        )
      }
    >
      <ListBody
        query={list}
        returns={returns}
        isNarrowed={isNarrowed(values)}
        tab={tab}
        openId={openId}
        onReset={() => address.replace({ tab })}
      />
    </SectionFrame>
  );
}

interface ListBodyProps {
  query: ReturnType<typeof useReturns>;
  returns: readonly Returned[];
  isNarrowed: boolean;
  tab: ReturnTab;
  openId: string | null;
  onReset: () => void;
}

function ListBody({ query, returns, isNarrowed: isFiltered, tab, openId, onReset }: ListBodyProps) {
  const t = useTranslations("returns");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && returns.length === 0) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (returns.length > 0) return <ReturnRows query={query} returns={returns} openId={openId} />;
  if (isFiltered) {
    return (
      <EmptyState
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={<Button onClick={onReset}>{t("reset")}</Button>}
      />
    );
  }
  return <NoReturns tab={tab} />;
}

/** Nothing to decide is good news; nothing taken in yet is none. */
function NoReturns({ tab }: { tab: ReturnTab }) {
  const t = useTranslations("returns");
  const { data: sellers } = useSellers();
  const { sections: known } = useSections(null, sections);
  if (sellers?.length === 0) return <EmptyState title={t("noSellers")} text={t("noSellersText")} />;
  const state = known === undefined ? null : toFreshness(known).kind;
  const isComing = state === "loading" || state === "unknown";
  return <EmptyState title={t(isComing ? "coming" : `empty.${tab}`)} text={t("emptyText")} />;
}

/** Rows to come, in the shape of rows. */
function ListSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="min-h-0 flex-1 overflow-hidden border-line border-t"
    >
      {["46%", "38%", "52%", "41%", "49%", "35%", "44%", "50%"].map((width) => (
        <div
          key={width}
          style={{ height: RETURN_ROW_PX }}
          className="flex items-center gap-3 border-line/60 border-b px-4 two:px-6"
        >
          <div className="skeleton size-11 shrink-0" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <div className="skeleton h-3" style={{ width }} />
            <div className="skeleton h-3 w-36" />
          </div>
          <div className="skeleton h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
