"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Beyond ten minutes nobody counts seconds. */
const SECONDS_UP_TO = 600;

/** Figures of a report in words. Null is a dash: nothing was counted. */
export function useFigureWords() {
  const locale = useLocale();
  const t = useTranslations("reports.units");
  return useMemo(() => {
    const counts = new Intl.NumberFormat(locale);
    const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    return {
      count: (value: number) => counts.format(value),
      share: (value: number | null) => (value === null ? t("none") : shares.format(value)),
      /** One unit, for an axis: "35 м", "2,5 ч" */
      mark(seconds: number): string {
        if (seconds < 2 * MINUTE) return t("seconds", { seconds: Math.round(seconds) });
        if (seconds < 2 * HOUR) return t("minutes", { minutes: Math.round(seconds / MINUTE) });
        if (seconds < 2 * DAY) return t("hours", { hours: tenths.format(seconds / HOUR) });
        return t("days", { days: tenths.format(seconds / DAY) });
      },
      /** "48 с", "6 м 20 с", "2 ч 14 м", "3 д 4 ч" */
      span(seconds: number | null): string {
        if (seconds === null) return t("none");
        const whole = Math.round(seconds);
        if (whole < MINUTE) return t("seconds", { seconds: whole });
        if (whole >= SECONDS_UP_TO && whole < HOUR)
          return t("minutes", { minutes: Math.round(whole / MINUTE) });
        if (whole < HOUR) return two(t, "minutes", Math.floor(whole / MINUTE), "seconds", whole % MINUTE);
        const minutes = Math.round(whole / MINUTE);
        if (whole < DAY) return two(t, "hours", Math.floor(minutes / 60), "minutes", minutes % 60);
        const hours = Math.round(whole / HOUR);
        return two(t, "days", Math.floor(hours / 24), "hours", hours % 24);
      },
    };
  }, [locale, t]);
}

type Unit = "days" | "hours" | "minutes" | "seconds";

function two(
  t: ReturnType<typeof useTranslations<"reports.units">>,
  big: Unit,
  many: number,
  small: Unit,
  few: number,
) {
  const first = t(big, { [big]: many });
  return few === 0 ? first : `${first} ${t(small, { [small]: few })}`;
}
