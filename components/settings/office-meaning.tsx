"use client";

import { useLocale, useTranslations } from "next-intl";
import type { SellerService } from "@/lib/wire/seller-service";
import { useNow } from "../shell/use-now";
import { dueAfter, isTimeZone, stateOf } from "./office-hours";

const QUARTER_MS = 15 * 60_000;
/** A late evening message shows best what the hours mean. */
const EVENING = { hour: 22, minute: 40 };

/** Times of a zone in words: `moment` always tells the day, `clock` only when it is not today. */
function useZoneWords(timeZone: string, nowMs: number) {
  const locale = useLocale();
  const t = useTranslations("time");
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday: "short", day: "numeric", month: "long" });
  const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone });
  const dayNumber = (ms: number) => Math.round(Date.parse(isoDay.format(ms)) / 86_400_000);
  const moment = (instantMs: number) => {
    const days = dayNumber(instantMs) - dayNumber(nowMs);
    if (days === 0) return t("todayAt", { time: time.format(instantMs) });
    if (days === 1) return t("tomorrowAt", { time: time.format(instantMs) });
    return `${day.format(instantMs)}, ${time.format(instantMs)}`;
  };
  const clock = (instantMs: number) =>
    dayNumber(instantMs) === dayNumber(nowMs) ? time.format(instantMs) : moment(instantMs);
  return { moment, clock };
}

/** Today at 22:40 in the zone, give or take a change of clocks. */
function eveningOf(timeZone: string, nowMs: number): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, Number(value)]));
  const passed = (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0);
  const startOfMinute = Math.floor(nowMs / 60_000) * 60_000;
  return startOfMinute + (EVENING.hour * 60 + EVENING.minute - passed) * 60_000;
}

/** What the targets and hours mean at this moment, in plain words. */
export function OfficeMeaning({ service }: { service: SellerService }) {
  const t = useTranslations("service");
  const nowMs = useNow();
  const zone = isTimeZone(service.time_zone) ? service.time_zone : "Europe/Moscow";
  const words = useZoneWords(zone, nowMs);
  if (nowMs === 0) return <div className="mb-5 h-18 rounded-control bg-theirs" />; // the server does not know the reader's moment
  const office = { ...service, time_zone: zone };
  const state = stateOf(office, nowMs);
  const minutes = service.first_reply_minutes ?? service.next_reply_minutes;
  const examples = [Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS, eveningOf(zone, nowMs)];
  const sentence = () => {
    if (service.hours === null && service.holidays.length === 0) return t("openAlways");
    if (state.isOpen)
      return state.closesMs === null ? t("openAlways") : t("openNow", { time: words.clock(state.closesMs) });
    return state.opensMs === null ? t("neverOpen") : t("closedUntil", { time: words.moment(state.opensMs) });
  };
  return (
    <section
      aria-label={t("meaning")}
      aria-live="polite"
      className="mb-5 rounded-control bg-accent-soft px-4 py-3 text-accent-ink"
    >
      <p className="font-medium">{sentence()}</p>
      {minutes === null ? (
        <p className="mt-1">{t("noTarget")}</p>
      ) : (
        examples.map((at) => {
          const due = dueAfter(office, at, minutes);
          return (
            due !== null && (
              <p key={at} className="mt-1 tabular-nums">
                {t("dueExample", { at: words.clock(at), due: words.clock(due) })}
              </p>
            )
          );
        })
      )}
    </section>
  );
}
