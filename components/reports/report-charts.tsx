"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { Figures, getReport } from "@/lib/wire/reports";
import type { ChartPoint } from "./chart-point";
import { type Choice, listDays } from "./period";

// The charts' library is as large as the rest of the screen: it comes after the figures.
const BarsAndLine = lazy(async () => ({ default: (await import("./bars-and-line")).BarsAndLine }));

type Report = AnswerOf<typeof getReport>;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** How the period lies over its days, the hours of a day and the days of a week. */
export function ReportCharts({ report, choice }: { report: Report; choice: Choice }) {
  const t = useTranslations("reports");
  const point = (label: string, figures: Figures | undefined): ChartPoint => ({
    label,
    chats: figures?.chats_in ?? 0,
    reply: figures?.first_reply.median_seconds ?? null,
  });
  const days = listDays(choice).map((day) =>
    point(`${day.slice(8)}.${day.slice(5, 7)}`, report.by_day.find((row) => row.day === day)?.figures),
  );
  const hours = HOURS.map((hour) =>
    point(String(hour), report.by_hour.find((row) => row.hour === hour)?.figures),
  );
  const weekdays = WEEKDAYS.map((weekday) =>
    point(
      t(`weekdays.${weekday}`),
      report.by_weekday.find((row) => String(row.weekday) === weekday)?.figures,
    ),
  );
  return (
    <section className="flex flex-col gap-8">
      {days.length > 1 && <Chart name={t("byDay")} axis={t("colDay")} points={days} />}
      <div className="grid gap-8 views:grid-cols-[3fr_2fr]">
        <Chart name={t("byHour")} axis={t("colHour")} points={hours} />
        <Chart name={t("byWeekday")} axis={t("colWeekday")} points={weekdays} />
      </div>
    </section>
  );
}

function Chart({ name, axis, points }: { name: string; axis: string; points: readonly ChartPoint[] }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 font-semibold text-[15px] tracking-tight">{name}</figcaption>
      <div className="h-56">
        <Suspense fallback={<div className="skeleton size-full rounded-control" />}>
          <BarsAndLine name={name} axis={axis} points={points} />
        </Suspense>
      </div>
    </figure>
  );
}
