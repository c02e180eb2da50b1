"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { exportAudit } from "@/lib/wire/audit";
import { addressOf } from "../api-client";
import { useSellers } from "../sellers/queries";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { AuditFilterBar } from "./audit-filter-bar";
import { type AuditChoice, parseChoice, toQuery, toSearch } from "./audit-filters";
import { AuditRow } from "./audit-row";
import { ChainCheck } from "./chain-check";
import { useAuditLog } from "./queries";
import { nameOf } from "./use-audit-words";

/** Who did what to what, when and from where. */
export function AuditScreen() {
  const t = useTranslations("audit");
  const settings = useTranslations("settings");
  const address = useSearchParams();
  // The address is read once; afterwards this screen writes it, so that a link shows the same entries.
  const [choice, setChoice] = useState(() => parseChoice(new URLSearchParams(address)));
  function choose(next: AuditChoice) {
    setChoice(next);
    const search = toSearch(next);
    window.history.replaceState(null, "", search === "" ? window.location.pathname : `?${search}`);
  }
  const csv = (
    <a
      href={addressOf(exportAudit.path, {}, toQuery(choice))}
      download
      className="inline-flex min-h-8 items-center gap-1.5 rounded-control border border-line bg-panel px-3 py-1 font-medium hover:bg-hover pointer-coarse:min-h-11"
    >
      <Download size={15} aria-hidden="true" />
      {t("csv")}
    </a>
  );
  return (
    <SettingsPage title={settings("audit")} lead={t("lead")} action={csv} isWide>
      <ChainCheck />
      <Entries choice={choice} onChange={choose} />
    </SettingsPage>
  );
}

function Entries({ choice, onChange }: { choice: AuditChoice; onChange: (choice: AuditChoice) => void }) {
  const t = useTranslations("audit");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const log = useAuditLog(choice);
  const sellers = new Map(useSellers().data?.map(({ id, name }) => [id, name]));
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const [first] = entries;
  return (
    <>
      <AuditFilterBar
        choice={choice}
        aboutName={first === undefined ? "" : nameOf(first)}
        onChange={onChange}
      />
      {log.data === undefined && !log.isError && <SettingsSkeleton />}
      {log.data === undefined && log.isError && (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(log.error)}
          action={<Button onClick={() => log.refetch()}>{common("retry")}</Button>}
        />
      )}
      {log.data !== undefined && entries.length === 0 && (
        <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
      )}
      <ul>
        {entries.map((entry) => (
          <AuditRow
            key={entry.id}
            entry={entry}
            sellerName={entry.subject.type === "seller" ? undefined : sellers.get(entry.seller_id ?? "")}
            onOnlyThis={(about) => onChange({ ...choice, about })}
          />
        ))}
      </ul>
      {log.hasNextPage && (
        <Button
          className="mt-4 self-center"
          disabled={log.isFetchingNextPage}
          onClick={() => log.fetchNextPage()}
        >
          {t("loadMore")}
        </Button>
      )}
    </>
  );
}
