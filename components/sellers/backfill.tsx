"use client";

import { useTranslations } from "next-intl";
import type { Seller } from "@/lib/wire/sellers";

/** How far the past of a new seller is taken in. */
export function Backfill({ sync }: { sync: Seller["sync"] }) {
  const t = useTranslations("sellers");
  const { done, total } = sync;
  const text = total === null ? t("backfillDone", { done }) : t("backfillOf", { done, total });
  return (
    <div>
      <p className="mb-1 text-[12.5px] text-muted">{text}</p>
      <progress
        aria-label={t("backfill")}
        value={total === null || total === 0 ? undefined : Math.min(done, total)}
        max={total === null || total === 0 ? undefined : total}
        className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-theirs [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-theirs [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-160"
      />
    </div>
  );
}
