"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Alert } from "@/lib/wire/operations";
import { useTimeWords } from "../shell/use-time-words";
import { useSizeWords } from "./use-size-words";

/** An alert in words: what is the matter, and what to do about it. */
export interface AlertWords {
  sentence(alert: Alert, nowMs: number): string;
  advice(alert: Alert): string;
}

/** The same sentences for the banner, the page and its history. */
export function useAlertWords(): AlertWords {
  const t = useTranslations("alerts");
  const times = useTimeWords();
  const sizes = useSizeWords();
  return useMemo(() => {
    const since = (alert: Alert, nowMs: number) => {
      const began = text(alert.details.since) ?? alert.raised_at;
      const ended = alert.resolved_at === null ? nowMs : Date.parse(alert.resolved_at);
      return times.span(ended - Date.parse(began));
    };
    return {
      sentence(alert, nowMs) {
        const { details } = alert;
        const name = alert.seller_name ?? t("removedSeller");
        switch (alert.kind) {
          case "sync_lag":
            return t("syncLag", { name, time: since(alert, nowMs) });
          case "queue_growth":
            return alert.subject === "messages"
              ? t("repliesWait", { count: whole(details.waiting), time: since(alert, nowMs) })
              : t("queueGrowth", { queue: t(queueName(alert.subject)), count: whole(details.waiting) });
          case "key_refused":
            return t("keyRefused", { name });
          case "key_expiring": {
            const endsAt = text(details.expires_at);
            if (endsAt === null) return t("keyExpiringSoon", { name });
            return Date.parse(endsAt) <= nowMs
              ? t("keyExpired", { name })
              : t("keyExpiring", { name, time: times.span(Date.parse(endsAt) - nowMs) });
          }
          case "webhook_silent":
            return t("webhookSilent", { name });
          case "outgoing_webhook_failing": {
            const webhook = text(details.name) ?? "";
            return details.is_disabled === true
              ? t("outgoingDisabled", { name: webhook })
              : t("outgoingFailing", { name: webhook, time: since(alert, nowMs) });
          }
          case "disk_full":
            return t("diskFull", { host: alert.subject, size: sizes(whole(details.free_bytes)) });
          case "no_workers":
            return t("noWorkers");
          default:
            return alert.kind satisfies never;
        }
      },
      advice: (alert) =>
        t(
          alert.kind === "queue_growth" && alert.subject === "messages"
            ? "advice.replies"
            : `advice.${alert.kind}`,
        ),
    };
  }, [t, times, sizes]);
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function whole(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

const named = ["outbound", "inbound", "poll", "backfill", "automation", "cleaning", "outgoing"] as const;

/** A queue of a newer version is still a queue. */
export function queueName(name: string): `queues.${(typeof named)[number] | "other"}` {
  return `queues.${named.find((one) => one === name) ?? "other"}`;
}
