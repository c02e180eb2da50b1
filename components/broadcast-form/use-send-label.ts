"use client";

import { useLocale, useTranslations } from "next-intl";
import type { SendAct } from "./send-words";

/** The words of the main button: what pressing it leads to. */
export function useSendLabel(): (act: SendAct) => string {
  const t = useTranslations("broadcastForm.send");
  const locale = useLocale();
  return (what) => {
    switch (what.act) {
      case "sendTo":
        return t("to", { count: what.count });
      case "schedule":
        return t("schedule", { time: inZone(what.at, what.zone, locale) });
      case "ask":
        return t("ask");
      case "switchOn":
        return t("switchOn");
      case "send":
        return t("send");
      default:
        return what satisfies never;
    }
  };
}

/** "22 ноября в 10:00" by the clock of the zone in which it was chosen. */
export function inZone(at: Date, timeZone: string, locale: string): string {
  const format = { timeZone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locale, { ...format, hourCycle: "h23" }).format(at);
}
