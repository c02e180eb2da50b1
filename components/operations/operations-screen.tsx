"use client";

import { useTranslations } from "next-intl";
import type { Operations } from "@/lib/wire/operations";
import { SettingsPage, SettingsSection } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { AlertHistory } from "./alert-history";
import { AlertsNow } from "./alerts-now";
import { ProcessesList } from "./processes-list";
import { useOperations } from "./queries";
import { QueuesList } from "./queues-list";
import { SellersState } from "./sellers-state";
import { StorageFacts } from "./storage-facts";

/** How everything stands: what is wrong and what to do, then shop by shop, queue by queue, process by process. */
export function OperationsScreen() {
  const t = useTranslations("operations");
  const settings = useTranslations("settings");
  const { role } = useCurrentUser();
  if (role === "admin") return <State />;
  return (
    <SettingsPage title={settings("operations")}>
      <EmptyState title={settings("operations")} text={t("forAdmins")} />
    </SettingsPage>
  );
}

function State() {
  const t = useTranslations("operations");
  const settings = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useOperations();
  return (
    <SettingsPage title={settings("operations")} lead={t("lead")} isWide>
      {data === undefined && !isError && <SettingsSkeleton />}
      {data === undefined && isError && (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(error)}
          action={<Button onClick={() => refetch()}>{common("retry")}</Button>}
        />
      )}
      {data !== undefined && isError && (
        <div className="mb-3">
          <Notice tone="warn">{t("stale")}</Notice>
        </div>
      )}
      {data !== undefined && <Sections state={data} />}
    </SettingsPage>
  );
}

function Sections({ state }: { state: Operations }) {
  const t = useTranslations("operations");
  return (
    <>
      <SettingsSection title={t("now")}>
        <AlertsNow />
      </SettingsSection>
      <SettingsSection title={t("sellers")} hint={t("sellersHint")}>
        <SellersState sellers={state.sellers} since={state.requests_since} />
      </SettingsSection>
      <SettingsSection title={t("queues")} hint={t("queuesHint")}>
        <QueuesList queues={state.queues} outbound={state.outbound} />
      </SettingsSection>
      <SettingsSection title={t("processes")} hint={t("processesHint")}>
        <ProcessesList processes={state.processes} />
      </SettingsSection>
      <SettingsSection title={t("storage")}>
        <StorageFacts state={state} />
      </SettingsSection>
      <SettingsSection title={t("history")} hint={t("historyHint")}>
        <AlertHistory />
      </SettingsSection>
    </>
  );
}
