"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { daysBetween } from "@/lib/text/day";
import { toDuration } from "@/lib/text/duration";

const MINUTE_MS = 60_000;

/** Times in words, in the reader's language and zone. */
export interface TimeWords {
  /** "2 ч 14 м" */
  duration(milliseconds: number): string;
  /** The same within a sentence, where "сейчас" has no sense: under a minute is a minute. */
  span(milliseconds: number): string;
  /** "13:32" */
  clock(instant: Date): string;
  /** "Сегодня", "Вчера, 20 ноября", "3 марта 2025 г." */
  day(instant: Date, nowMs: number): string;
  /** "завтра, 13:32" or "24 ноября, 13:32" */
  moment(instant: Date, nowMs: number): string;
  /** "21.11.2026" */
  date(instant: Date): string;
}

/** Ways to tell times; made once per language. */
export function useTimeWords(): TimeWords {
  const locale = useLocale();
  const t = useTranslations("time");
  return useMemo(() => {
    const clockFormat = new Intl.DateTimeFormat(locale, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const dayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
    const fullFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
    const dateFormat = new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "numeric" });
    const dayOf = (instant: Date, nowMs: number) =>
      instant.getFullYear() === new Date(nowMs).getFullYear()
        ? dayFormat.format(instant)
        : fullFormat.format(instant);
    const durationOf = (milliseconds: number) => {
      const length = toDuration(milliseconds);
      switch (length.kind) {
        case "now":
          return t("now");
        case "minutes":
          return t("minutes", { minutes: length.minutes });
        case "hours":
          return length.minutes === 0
            ? t("hours", { hours: length.hours })
            : t("hoursMinutes", { ...length });
        case "days":
          return length.hours === 0 ? t("days", { days: length.days }) : t("daysHours", { ...length });
        default:
          return length satisfies never;
      }
    };
    return {
      duration: durationOf,
      span: (milliseconds) => durationOf(Math.max(MINUTE_MS, milliseconds)),
      clock: (instant) => clockFormat.format(instant),
      date: (instant) => dateFormat.format(instant),
      day(instant, nowMs) {
        const days = daysBetween(new Date(nowMs), instant);
        if (days === 0) return t("today");
        return days === -1 ? `${t("yesterday")}, ${dayFormat.format(instant)}` : dayOf(instant, nowMs);
      },
      moment(instant, nowMs) {
        const days = daysBetween(new Date(nowMs), instant);
        const time = clockFormat.format(instant);
        if (days === 0) return t("todayAt", { time });
        if (days === 1) return t("tomorrowAt", { time });
        return days === -1 ? t("yesterdayAt", { time }) : `${dayOf(instant, nowMs)}, ${time}`;
      },
    };
  }, [locale, t]);
}
