"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartPoint } from "./chart-point";
import { useFigureWords } from "./use-figure-words";

const query = "(prefers-reduced-motion: reduce)";

function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", notify);
      return () => media.removeEventListener("change", notify);
    },
    () => window.matchMedia(query).matches,
    () => true,
  );
}

interface BarsAndLineProps {
  name: string;
  axis: string;
  points: readonly ChartPoint[];
}

/** Chats as bars in ink, the median first reply as a line in accent; the same as a table for those who hear it. */
export function BarsAndLine({ name, axis, points }: BarsAndLineProps) {
  const t = useTranslations("reports");
  const words = useFigureWords();
  const isStill = useReducedMotion();
  return (
    <>
      <div aria-hidden="true" className="flex h-full flex-col">
        <p className="flex justify-between text-[12px]">
          <span className="text-muted">{t("chartChats")}</span>
          <span className="text-accent-ink">{t("chartReply")}</span>
        </p>
        <div className="min-h-0 flex-1">
          <ResponsiveContainer width="100%" height="100%">
            <ComposedChart
              accessibilityLayer={false}
              data={[...points]}
              margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                dataKey="label"
                tickLine={false}
                axisLine={{ stroke: "var(--line)" }}
                tick={{ fill: "var(--muted)", fontSize: 12 }}
                minTickGap={14}
              />
              <YAxis
                yAxisId="chats"
                allowDecimals={false}
                width={34}
                tickLine={false}
                axisLine={false}
                tick={{ fill: "var(--muted)", fontSize: 12 }}
              />
              <YAxis
                yAxisId="reply"
                orientation="right"
                width={48}
                tickLine={false}
                axisLine={false}
                tick={{ fill: "var(--accent-ink)", fontSize: 12 }}
                tickFormatter={(seconds: number) => words.mark(seconds)}
              />
              <Tooltip
                cursor={{ fill: "var(--hover)" }}
                isAnimationActive={false}
                content={({ active, payload }) => {
                  const point = payload?.[0]?.payload as ChartPoint | undefined; // the row we gave in
                  if (!active || point === undefined) return null;
                  return (
                    <div className="rounded-control border border-line bg-panel px-2.5 py-1.5 text-[12.5px]">
                      <div className="font-medium">{point.label}</div>
                      <div className="text-muted">
                        {t("chartChats")}: {words.count(point.chats)}
                      </div>
                      <div className="text-accent-ink">
                        {t("chartReply")}: {words.span(point.reply)}
                      </div>
                    </div>
                  );
                }}
              />
              <Bar
                yAxisId="chats"
                dataKey="chats"
                fill="var(--muted)"
                fillOpacity={0.45}
                radius={[3, 3, 0, 0]}
                maxBarSize={28}
                isAnimationActive={!isStill}
                animationDuration={160}
              />
              <Line
                yAxisId="reply"
                dataKey="reply"
                stroke="var(--accent)"
                strokeWidth={2}
                dot={{ r: 2.5, fill: "var(--accent)", strokeWidth: 0 }}
                connectNulls={false}
                isAnimationActive={!isStill}
                animationDuration={160}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </div>
      </div>
      <table className="sr-only">
        <caption>{t("chartText", { name })}</caption>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            <th scope="col">{t("chartChats")}</th>
            <th scope="col">{t("chartReply")}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              <td>{words.count(point.chats)}</td>
              <td>{words.span(point.reply)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
