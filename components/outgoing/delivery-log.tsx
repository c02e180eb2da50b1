"use client";

import { ArrowLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OutgoingDelivery, OutgoingWebhook } from "@/lib/wire/outgoing-webhooks";
import { Choice } from "../settings/choice";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { DeliveryRow } from "./delivery-row";
import { useDeliveries, useReplayFailed } from "./queries";
import { TestButton } from "./webhook-row";

type Status = OutgoingDelivery["status"];
const filters = [
  { value: "all", text: "filterAll", status: null },
  { value: "delivered", text: "filterDelivered", status: "delivered" },
  { value: "pending", text: "filterPending", status: "pending" },
  { value: "failed", text: "filterFailed", status: "failed" },
] as const satisfies readonly { value: string; text: string; status: Status | null }[];

/** What was sent to one address and what came back, newest first. */
export function DeliveryLog({ webhook, onBack }: { webhook: OutgoingWebhook; onBack: () => void }) {
  const t = useTranslations("outgoing");
  const [filter, setFilter] = useState<(typeof filters)[number]["value"]>("all");
  const [isReplaying, setReplaying] = useState(false);
  const status = filters.find(({ value }) => value === filter)?.status ?? null;
  return (
    <SettingsPage
      title={t("logTitle", { name: webhook.name })}
      action={
        <Button onClick={onBack}>
          <ArrowLeft size={15} aria-hidden="true" />
          {t("back")}
        </Button>
      }
    >
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <Choice
          label={t("filter")}
          isLabelHidden
          value={filter}
          options={filters.map(({ value, text }) => ({ value, label: t(text) }))}
          onChange={setFilter}
        />
        <div className="flex flex-wrap gap-1.5">
          <TestButton webhook={webhook} />
          <Button onClick={() => setReplaying(true)}>{t("replayFailed")}</Button>
        </div>
      </div>
      <Deliveries webhookId={webhook.id} status={status} />
      {isReplaying && <ReplayDialog webhookId={webhook.id} onClose={() => setReplaying(false)} />}
    </SettingsPage>
  );
}

function Deliveries({ webhookId, status }: { webhookId: string; status: Status | null }) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useDeliveries(webhookId, status);
  if (query.data === undefined) {
    if (!query.isError) return <SettingsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("logFailed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const deliveries = query.data.pages.flatMap((page) => page.items);
  if (deliveries.length === 0) {
    return status === null ? (
      <EmptyState title={t("logEmpty")} text={t("logEmptyText")} />
    ) : (
      <EmptyState title={t("logEmptyFiltered")} />
    );
  }
  return (
    <>
      <ul className="border-line border-t">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          look="quiet"
          className="mt-2 self-start"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}

const HOUR_MS = 3_600_000;
const spans = [
  { value: "hour", text: "sinceHour", ms: HOUR_MS },
  { value: "day", text: "sinceDay", ms: 24 * HOUR_MS },
  { value: "week", text: "sinceWeek", ms: 7 * 24 * HOUR_MS },
  { value: "month", text: "sinceMonth", ms: 30 * 24 * HOUR_MS },
] as const;

function ReplayDialog({ webhookId, onClose }: { webhookId: string; onClose: () => void }) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const [span, setSpan] = useState<(typeof spans)[number]["value"]>("day");
  const replay = useReplayFailed(webhookId, (count) => showToast("success", t("replayedCount", { count })));
  function start() {
    const ms = spans.find(({ value }) => value === span)?.ms ?? 0;
    replay.mutate(new Date(Date.now() - ms).toISOString(), { onSettled: onClose });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("replayFailedTitle")}
      description={t("replayFailedText")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        <Choice
          label={t("since")}
          value={span}
          options={spans.map(({ value, text }) => ({ value, label: t(text) }))}
          onChange={setSpan}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button look="primary" disabled={replay.isPending} onClick={start}>
            {t("replay")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
