"use client";

import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.min(100, (100 * part) / whole));

/** How far a broadcast has come: sent, refused, left out, and what is still ahead. */
export function ProgressBar({ counts }: Pick<Broadcast, "counts">) {
  const t = useTranslations("broadcasts");
  const { audience, sent, failed, skipped } = counts;
  const parts = [
    ["bg-accent", sent],
    ["bg-bad", failed],
    ["bg-control", skipped],
  ] as const;
  return (
    <div
      role="progressbar"
      aria-label={t("progress", { sent, audience })}
      aria-valuemin={0}
      aria-valuemax={audience}
      aria-valuenow={Math.min(audience, sent + failed + skipped)}
      className="flex h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      {parts.map(([look, count]) => (
        <span
          key={look}
          className={`${look} transition-[width] duration-300 ease-out`}
          style={{ width: `${percent(count, audience)}%` }}
        />
      ))}
    </div>
  );
}
