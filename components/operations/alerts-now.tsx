"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Alert } from "@/lib/wire/operations";
import { useOpenAlerts } from "../alerts/queries";
import { isGrave } from "../alerts/urgency";
import { useAlertWords } from "../alerts/use-alert-words";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Notice } from "../ui/notice";

/** What is wrong now, each with what to do; or that all is well. */
export function AlertsNow() {
  const t = useTranslations("operations");
  const words = useAlertWords();
  const times = useTimeWords();
  const nowMs = useNow();
  const { data: alerts } = useOpenAlerts({ isOn: true });
  if (alerts === undefined) return <div className="skeleton h-9 w-full" />;
  if (alerts.length === 0) {
    return (
      <p className="flex items-center gap-2">
        <CircleCheck size={16} aria-hidden="true" className="shrink-0 text-ok" />
        {t("allWell")}
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Notice
            tone={isGrave(alert.kind) ? "bad" : "warn"}
            title={words.sentence(alert, nowMs)}
            action={<Place alert={alert} />}
          >
            {words.advice(alert)}
            <span className="mt-0.5 block text-[12px] tabular-nums">
              {t("noticedAt", { time: times.moment(new Date(alert.raised_at), nowMs) })}
            </span>
          </Notice>
        </li>
      ))}
    </ul>
  );
}

/** Where it can be mended, if that is a screen. */
function Place({ alert }: { alert: Alert }) {
  const t = useTranslations("operations");
  if (alert.kind === "outgoing_webhook_failing") return null;
  if (alert.seller_id === null || alert.kind === "sync_lag") return null;
  return (
    <Link
      href="/settings/sellers"
      className="shrink-0 rounded-control border border-current/40 px-2.5 py-0.5 font-medium hover:bg-panel"
    >
      {t("toSellers")}
    </Link>
  );
}
