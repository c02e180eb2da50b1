"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { MoneyKind } from "@/lib/wire/finance";
import type { Group } from "./finance-choice";

/** Days, periods and kinds of money in words. */
export function useMoneyWords() {
  const t = useTranslations("finance");
  const locale = useLocale();
  return useMemo(() => {
    // Days have no hour and no zone: they are told as they are written.
    const zone = { timeZone: "UTC" } as const;
    const dayFormat = new Intl.DateTimeFormat(locale, {
      ...zone,
      day: "numeric",
      month: "short",
      year: "numeric",
    });
    const shortFormat = new Intl.DateTimeFormat(locale, { ...zone, day: "2-digit", month: "2-digit" });
    const monthFormat = new Intl.DateTimeFormat(locale, { ...zone, month: "long", year: "numeric" });
    const monthShort = new Intl.DateTimeFormat(locale, { ...zone, month: "short" });
    const axis = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
    const at = (day: string) => new Date(`${day}T00:00:00Z`);
    return {
      kind: (kind: MoneyKind) => t(`kinds.${kind}`),
      day: (day: string) => dayFormat.format(at(day)),
      /** A month, a week, a day by its first day. */
      period(start: string, group: Group): string {
        if (group === "month") return monthFormat.format(at(start));
        return group === "week"
          ? t("weekFrom", { day: dayFormat.format(at(start)) })
          : dayFormat.format(at(start));
      },
      /** The same under a chart. */
      mark: (start: string, group: Group) =>
        group === "month" ? monthShort.format(at(start)) : shortFormat.format(at(start)),
      /** For an axis alone: "120 тыс." */
      scale: (value: number) => axis.format(value),
    };
  }, [t, locale]);
}
