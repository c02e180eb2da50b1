"use client";

import { useTranslations } from "next-intl";
import type { AudienceFilters } from "@/lib/wire/audience";
import { cx } from "../ui/class-names";
import type { AudienceChoices } from "./audience-step";
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
  if (matched === undefined) return <div className="skeleton h-5 w-72 max-w-full" />;
  const b = (chunks: React.ReactNode) => <strong className="font-semibold text-[15px]">{chunks}</strong>;
  const who = words.who(filters, matched);
  return (
    <p
      role="status"
      aria-busy={isBehind}
      className={cx("min-h-5.5 max-w-140 transition-opacity duration-150", isBehind && "opacity-60")}
    >
      {who === "" ? t.rich("all", { count: matched, b }) : t.rich("some", { count: matched, who, b })}
    </p>
  );
}
