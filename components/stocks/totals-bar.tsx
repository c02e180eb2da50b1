"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { listStocks, stockRow } from "@/lib/wire/stocks";
import { useCount } from "../market/money";

type Totals = AnswerOf<typeof listStocks>["totals"];
type Scheme = keyof z.infer<typeof stockRow>["totals"];

export const schemes: readonly Scheme[] = ["fbo", "fbs", "rfbs"];

/** Sums over everything that fits: free, reserved and on the way, in all and by scheme. */
export function TotalsBar({ totals }: { totals: Totals }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const shown = schemes.filter((scheme) => {
    const sums = totals.by_scheme?.[scheme];
    return sums !== undefined && sums.free + sums.reserved + sums.promised > 0;
  });
  return (
    <dl
      aria-label={t("totals")}
      className="flex shrink-0 flex-wrap items-baseline gap-x-8 gap-y-2 border-line border-b px-4 pb-3 tabular-nums two:px-6"
    >
      <Figure name={t("free")} value={count(totals.free)} isMain />
      <Figure name={t("reserved")} value={count(totals.reserved)} />
      <Figure name={t("promised")} value={count(totals.promised)} />
      {shown.map((scheme) => {
        const sums = totals.by_scheme?.[scheme];
        if (sums === undefined) return null;
        return (
          <Figure
            key={scheme}
            name={t(`schemes.${scheme}`)}
            value={count(sums.free)}
            note={
              sums.reserved + sums.promised === 0
                ? undefined
                : t("reservedPromised", { reserved: count(sums.reserved), promised: count(sums.promised) })
            }
          />
        );
      })}
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: string;
  isMain?: boolean;
}

function Figure({ name, value, note, isMain }: FigureProps) {
  return (
    <div className="flex flex-col">
      <dt className="text-[12px] text-muted">{name}</dt>
      <dd className={isMain ? "font-semibold text-[20px] leading-tight" : "text-[15px] leading-snug"}>
        {value}
        {note !== undefined && <span className="ml-2 text-[12px] text-muted">{note}</span>}
      </dd>
    </div>
  );
}
