"use client";

import { useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import { useMoney } from "../market/money";
import type { Group } from "./finance-choice";
import { type BarPlace, type MoneyColumn, placeBars } from "./money-columns";
import { useMoneyWords } from "./use-money-words";

const HEIGHT_PX = 280;
/** More marks than this would run into each other. */
const MOST_MARKS = 7;

interface MoneyChartProps {
  columns: readonly MoneyColumn[];
  group: Group;
  currency: string;
}

/** What came in and what was taken over time, and what was left; the same as a table beneath. */
export function MoneyChart({ columns, group, currency }: MoneyChartProps) {
  const t = useTranslations("finance");
  const words = useMoneyWords();
  const [pointed, setPointed] = useState<number | null>(null);
  const { bars, zero, top, bottom } = placeBars(columns);
  const every = Math.ceil(columns.length / MOST_MARKS);
  const seen = pointed === null ? undefined : columns[pointed];
  function point(event: PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    setPointed(at >= 0 && at < columns.length ? at : null);
  }
  return (
    <figure aria-label={t("overTime")} className="min-w-0">
      <div aria-hidden="true">
        <Legend seen={seen} group={group} currency={currency} />
        <div className="flex gap-2">
          <div
            className="relative w-14 shrink-0 text-right text-[12px] text-muted tabular-nums"
            style={{ height: HEIGHT_PX }}
          >
            <span className="absolute top-0 right-0 -translate-y-1/2">{words.scale(top)}</span>
            <span className="absolute right-0 -translate-y-1/2" style={{ top: `${zero * 100}%` }}>
              0
            </span>
            {bottom < 0 && (
              <span className="absolute right-0 bottom-0 translate-y-1/2">{words.scale(bottom)}</span>
            )}
          </div>
          <div className="min-w-0 flex-1">
            <svg
              aria-hidden="true"
              width="100%"
              height={HEIGHT_PX}
              onPointerMove={point}
              onPointerLeave={() => setPointed(null)}
              className="block overflow-visible"
            >
              <line x1="0" x2="100%" y1={zero * HEIGHT_PX} y2={zero * HEIGHT_PX} stroke="var(--line)" />
              {bars.map((bar, at) => (
                <Column
                  key={columns[at]?.start}
                  bar={bar}
                  at={at}
                  of={bars.length}
                  isPointed={at === pointed}
                />
              ))}
            </svg>
            <div className="relative mt-1.5 h-4 text-[12px] text-muted tabular-nums">
              {columns.map(({ start }, at) =>
                at % every === 0 ? (
                  <span
                    key={start}
                    className="absolute -translate-x-1/2 whitespace-nowrap"
                    style={{ left: `${((at + 0.5) / columns.length) * 100}%` }}
                  >
                    {words.mark(start, group)}
                  </span>
                ) : null,
              )}
            </div>
          </div>
        </div>
      </div>
      <ColumnsTable columns={columns} group={group} currency={currency} />
    </figure>
  );
}

/** What the colours mean; over a column, how much exactly. */
function Legend({
  seen,
  group,
  currency,
}: Omit<MoneyChartProps, "columns"> & { seen: MoneyColumn | undefined }) {
  const t = useTranslations("finance");
  const money = useMoney();
  const words = useMoneyWords();
  const parts = [
    ["income", "bg-accent", seen?.income],
    ["taken", "bg-muted", seen?.taken],
    ["leftShort", "bg-ink", seen?.left],
  ] as const;
  return (
    <p className="mb-4 flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 text-[12.5px] text-muted">
      <span className="font-medium text-ink">
        {seen === undefined ? t("overTime") : words.period(seen.start, group)}
      </span>
      {parts.map(([name, look, amount]) => (
        <span key={name} className="flex items-center gap-1.5 tabular-nums">
          <span className={`size-2 rounded-full ${look}`} />
          {t(name)}
          {amount !== undefined && <span className="text-ink">{money(amount, currency)}</span>}
        </span>
      ))}
    </p>
  );
}

interface ColumnProps {
  bar: BarPlace;
  at: number;
  of: number;
  isPointed: boolean;
}

function Column({ bar, at, of, isPointed }: ColumnProps) {
  const part = 100 / of;
  const x = `${part * (at + 0.18)}%`;
  const width = `${part * 0.64}%`;
  const y = (share: number) => share * HEIGHT_PX;
  return (
    <g>
      {isPointed && (
        <rect x={`${part * at}%`} width={`${part}%`} y={0} height={HEIGHT_PX} fill="var(--hover)" />
      )}
      <rect
        x={x}
        width={width}
        y={y(bar.income)}
        height={y(bar.zero - bar.income)}
        rx={2}
        fill="var(--accent)"
      />
      <rect
        x={x}
        width={width}
        y={y(bar.zero)}
        height={y(bar.taken - bar.zero)}
        rx={2}
        fill="var(--muted)"
        fillOpacity={0.6}
      />
      {bar.income < bar.taken && (
        <rect
          x={`${part * (at + 0.08)}%`}
          width={`${part * 0.84}%`}
          y={y(bar.left) - 1}
          height={2.5}
          rx={1}
          fill="var(--ink)"
        />
      )}
    </g>
  );
}

/** The chart for those who hear it, and for whoever wants the figures. */
function ColumnsTable({ columns, group, currency }: MoneyChartProps) {
  const t = useTranslations("finance");
  const money = useMoney();
  const words = useMoneyWords();
  return (
    <details className="mt-3">
      <summary className="focus-inset w-fit cursor-pointer rounded-[6px] text-[12.5px] text-muted hover:text-ink pointer-coarse:min-h-11">
        {t("asTable")}
      </summary>
      <div className="max-h-96 overflow-auto">
        <table className="mt-2 w-full border-collapse text-left tabular-nums">
          <caption className="sr-only">{t("overTime")}</caption>
          <thead>
            <tr className="border-line border-b text-[12px] text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("columns.period")}
              </th>
              {(["income", "taken", "leftShort"] as const).map((name) => (
                <th key={name} scope="col" className="py-1.5 pl-3 text-right font-medium">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ start, income, taken, left }) => (
              <tr key={start} className="border-line/60 border-b">
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  {words.period(start, group)}
                </th>
                {[income, taken, left].map((amount, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three cells that never change their order
                  <td key={at} className="whitespace-nowrap py-1.5 pl-3 text-right">
                    {money(amount, currency)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
