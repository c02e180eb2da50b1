"use client";

import { useTranslations } from "next-intl";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { type CallHour, toDay, totalOf } from "./call-hours";

const looks = {
  good: "bg-accent",
  unstable: "bg-warn",
  slow: "bg-bad",
  refused: "bg-bad/50",
} as const;
type Rating = keyof typeof looks;
const ratings: readonly Rating[] = ["good", "unstable", "slow", "refused"];

/** The last 24 hours of calls: how many, how fast we answered, as a strip and in words. */
export function CallStrip({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const now = useNow();
  const hours = toDay(webhook.hours, now);
  const total = totalOf(hours);
  const inWords = useMilliseconds();
  return (
    <section aria-label={t("calls")} className="flex flex-col gap-2">
      <h3 className="font-medium">{t("calls")}</h3>
      {total.calls === 0 ? (
        <p className="text-muted">{t("callsNone")}</p>
      ) : (
        <>
          <Strip hours={hours} />
          <p>
            {t("callsSummary", {
              count: total.calls,
              average: inWords(total.averageMs),
              longest: inWords(total.maxMs),
            })}
          </p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[12.5px] text-muted">
            {ratings
              .filter((rating) => rating === "good" || total[rating] > 0)
              .map((rating) => (
                <li key={rating}>
                  <span
                    aria-hidden="true"
                    className={cx("mr-1.5 inline-block size-2 rounded-xs", looks[rating])}
                  />
                  {t(rating)} <span className="text-ink tabular-nums">{total[rating]}</span>
                </li>
              ))}
          </ul>
          <HourTable hours={hours} />
        </>
      )}
      <p className="text-[12px] text-muted">{t("ratingHint")}</p>
    </section>
  );
}

function Strip({ hours }: { hours: readonly CallHour[] }) {
  const most = Math.max(...hours.map((hour) => hour.calls), 1);
  return (
    <div aria-hidden="true" className="flex h-12 items-end gap-0.5 border-line border-b">
      {hours.map((hour) => (
        <div
          key={hour.at}
          className="flex min-w-0 flex-1 flex-col-reverse overflow-hidden rounded-t-xs"
          style={{ height: hour.calls === 0 ? 0 : `${Math.max(8, (hour.calls / most) * 100)}%` }}
        >
          {ratings.map((rating) => (
            <div key={rating} className={looks[rating]} style={{ flexGrow: hour[rating] }} />
          ))}
        </div>
      ))}
    </div>
  );
}

function HourTable({ hours }: { hours: readonly CallHour[] }) {
  const t = useTranslations("sellerWebhook");
  const words = useTimeWords();
  const inWords = useMilliseconds();
  const cell = "py-1 pr-3 text-right font-normal tabular-nums";
  return (
    <details>
      <summary className="cursor-pointer rounded-control py-1 text-muted hover:text-ink">
        {t("byHour")}
      </summary>
      <div className="overflow-x-auto">
        <table className="mt-1 w-full text-[12.5px]">
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-1 pr-3 text-left font-normal">
                {t("hour")}
              </th>
              {ratings.map((rating) => (
                <th key={rating} scope="col" className={cell}>
                  {t(rating)}
                </th>
              ))}
              <th scope="col" className={cell}>
                {t("average")}
              </th>
            </tr>
          </thead>
          <tbody>
            {hours
              .filter((hour) => hour.calls > 0)
              .map((hour) => (
                <tr key={hour.at} className="border-line border-t">
                  <th scope="row" className="py-1 pr-3 text-left font-normal tabular-nums">
                    {words.clock(new Date(hour.at))}
                  </th>
                  {ratings.map((rating) => (
                    <td key={rating} className={cell}>
                      {hour[rating]}
                    </td>
                  ))}
                  <td className={cell}>{inWords(hour.averageMs)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function useMilliseconds(): (ms: number) => string {
  const t = useTranslations("sellerWebhook");
  return (ms) =>
    ms < 1000 ? t("milliseconds", { count: ms }) : t("seconds", { count: Math.round(ms / 100) / 10 });
}
