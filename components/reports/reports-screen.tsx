"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useCurrentUser } from "../shell/current-user";
import { RailAsList } from "../shell/rail";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Drawer } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { FigureTiles } from "./figure-tiles";
import { MarketplaceScores } from "./marketplace-scores";
import { type Choice, parseChoice, toSearch } from "./period";
import { readerZone, useReport } from "./queries";
import { ReportCharts } from "./report-charts";
import { ReportFilters } from "./report-filters";
import { ReportTables } from "./report-tables";

/** Figures of a period: few and large first, then how they lie over time, then who is behind them. */
export function ReportsScreen() {
  const t = useTranslations("reports");
  const { role } = useCurrentUser();
  const now = useNow();
  if (role === "operator") {
    return (
      <Frame>
        <EmptyState title={t("notAllowedTitle")} text={t("notAllowed")} />
      </Frame>
    );
  }
  // Before the browser has taken over there is no now, and so no "last seven days".
  return <Frame>{now === 0 ? <ReportSkeleton /> : <ChosenReport now={now} />}</Frame>;
}

function ChosenReport({ now }: { now: number }) {
  const address = useSearchParams();
  // The address is read once; afterwards this screen writes it, so that a link shows the same report.
  const [choice, setChoice] = useState(() => parseChoice(new URLSearchParams(address), new Date(now)));
  function choose(next: Choice) {
    setChoice(next);
    window.history.replaceState(null, "", `${window.location.pathname}?${toSearch(next)}`);
  }
  return (
    <>
      <ReportFilters choice={choice} onChange={choose} />
      <ReportBody choice={choice} />
    </>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <main id="content" className="flex min-h-0 flex-1 flex-col overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto flex w-full max-w-270 flex-1 flex-col px-4 pb-12 two:px-6">
        <header className="flex min-h-16 items-center gap-2 py-3">
          <IconButton
            label={t("nav.openMenu")}
            onClick={() => setMenuOpen(true)}
            className="-ml-2 two:hidden"
          >
            <MenuIcon size={18} aria-hidden="true" />
          </IconButton>
          <h1 className="font-semibold text-[18px] tracking-tight">{t("reports.title")}</h1>
        </header>
        {children}
      </div>
      <Drawer isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} label={t("nav.main")} side="left">
        <RailAsList />
      </Drawer>
    </main>
  );
}

function ReportBody({ choice }: { choice: Choice }) {
  const t = useTranslations("reports");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useReport(choice);
  if (query.data === undefined) {
    if (!query.isError) return <ReportSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const report = query.data;
  const isEmpty = report.total.messages_in + report.total.messages_out + report.total.resolution.count === 0;
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cx(
        "flex flex-col gap-10 transition-opacity duration-150",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      {isEmpty ? (
        <EmptyState title={t("empty")} text={t("emptyText")} />
      ) : (
        <>
          <FigureTiles total={report.total} />
          <ReportCharts report={report} choice={choice} />
        </>
      )}
      <MarketplaceScores report={report} sellerId={choice.sellerId} />
      {!isEmpty && <ReportTables report={report} />}
      <p className="text-[12px] text-muted">{t("wallClock", { zone: readerZone() })}</p>
    </div>
  );
}

/** Tiles and a chart to come, in their own shape. */
function ReportSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-10">
      <div className="grid grid-cols-2 gap-x-8 gap-y-7 views:grid-cols-4">
        {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
          <div key={key} className="flex h-24 flex-col gap-2.5">
            <div className="skeleton h-3 w-24" />
            <div className="skeleton h-7 w-28" />
            <div className="skeleton h-3 w-full" />
          </div>
        ))}
      </div>
      <div className="skeleton h-56 w-full rounded-control" />
    </div>
  );
}
