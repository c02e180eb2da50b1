"use client";

import { useTranslations } from "next-intl";
import type { AudienceCount } from "@/lib/wire/audience";
import { toParts, windowKeys } from "./reach";

const looks = {
  unlimited: "bg-ok",
  later: "bg-accent",
  within_24h: "bg-warn",
  within_6h: "bg-bad",
  no_longer: "bg-control",
} as const;

/** Until when the marketplace takes messages to these buyers: what no wish can change, said plainly. */
export function WindowsBar({ writable }: Pick<AudienceCount, "writable">) {
  const t = useTranslations("audience");
  const parts = toParts(writable, windowKeys).filter(({ count }) => count > 0);
  return (
    <section aria-label={t("windows")} className="max-w-140">
      <h3 className="mb-1.5 font-medium">{t("windows")}</h3>
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
        {parts.map(({ key, percent }) => (
          <span
            key={key}
            className={`${looks[key]} transition-[width] duration-150`}
            style={{ width: `${percent}%` }}
          />
        ))}
      </div>
      <ul className="mt-1.5 flex min-h-5 flex-wrap gap-x-4 gap-y-0.5 text-[12px]">
        {parts.map(({ key, count }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2 rounded-full ${looks[key]}`} />
            <span className="font-medium tabular-nums">{count}</span>
            <span className="text-muted">{t(`writable.${key}`)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-[12px] text-muted">{t("windowsLead")}</p>
    </section>
  );
}
