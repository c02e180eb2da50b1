"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Preview } from "./text-findings";
import { useSpanWords } from "./use-span-words";

interface CostBoxProps {
  /** Undefined until there is a text to preview. */
  preview: Preview | undefined;
  /** Seconds for everybody at the chosen pace; undefined while it is counted. */
  seconds: number | undefined;
  isOrder: boolean;
}

/** What it costs here and would cost elsewhere, and how long it takes. */
export function CostBox({ preview, seconds, isOrder }: CostBoxProps) {
  const t = useTranslations("broadcastForm");
  const format = useFormatter();
  const span = useSpanWords();
  const rubles = (amount: number) =>
    format.number(amount, {
      style: "currency",
      currency: "RUB",
      currencyDisplay: "narrowSymbol",
      maximumFractionDigits: 0,
    });
  if (isOrder) return <p className="text-muted">{t("cost.order", { here: rubles(0) })}</p>;
  return (
    <div className="flex flex-col gap-0.5">
      <p>
        {preview === undefined || preview.push_cost_rub === 0
          ? t("cost.here", { here: rubles(0) })
          : t("cost.push", { push: rubles(preview.push_cost_rub), here: rubles(0) })}
      </p>
      <p className="min-h-5 text-muted">
        {seconds === undefined ? "" : t("cost.time", { time: span(seconds) })}
      </p>
    </div>
  );
}
