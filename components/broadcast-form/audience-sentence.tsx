"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { AudienceFilters } from "@/lib/wire/audience";
import type { AudienceChoices } from "./audience-choices";
import { useAudienceWords } from "./use-audience-words";

interface AudienceSentenceProps {
  filters: AudienceFilters;
  /** For the names of articles; without them their numbers stand. */
  choices?: AudienceChoices | undefined;
  matched: number | undefined;
  isBehind: boolean;
}

/** "412 покупателей, которые …": said aloud when the count settles, and never moving what stands below. */
export function AudienceSentence({ filters, choices, matched, isBehind }: AudienceSentenceProps) {
  const t = useTranslations("audience");
  const words = useAudienceWords(choices);
  // While another count is on its way the last one stands with the conditions it was counted for.
  const [shown, setShown] = useState({ filters, matched });
  const isNew = !isBehind && (shown.filters !== filters || shown.matched !== matched);
  if (isNew) setShown({ filters, matched });
  const { filters: said, matched: count } = isNew ? { filters, matched } : shown;
  if (count === undefined) return <div className="skeleton h-5 w-72 max-w-full" />;
  const b = (chunks: ReactNode) => <strong className="font-semibold text-[15px]">{chunks}</strong>;
  const who = words.who(said, count);
  return (
    <p className="min-h-5.5 max-w-140">
      <span role="status" aria-busy={isBehind}>
        {who === "" ? t.rich("all", { count, b }) : t.rich("some", { count, who, b })}
      </span>
      {isBehind && <span className="ml-2 text-[12px] text-muted">{t("counting")}</span>}
    </p>
  );
}
