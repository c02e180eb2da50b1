"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCodeText } from "../shell/use-error-text";

/** Numbers and reasons of a broadcast in words. */
export interface ResultWords {
  count(value: number): string;
  /** "12,5 %"; a dash where there is no whole. */
  share(part: number | null): string;
  rate(perSecond: number): string;
  /** A few words for an error code or a reason of the audience; `said`: the server's own where there are none. */
  reason(code: string, said?: string): string;
}

export function useResultWords(): ResultWords {
  const locale = useLocale();
  const t = useTranslations("broadcastResult");
  const codeText = useCodeText();
  return useMemo(() => {
    const counts = new Intl.NumberFormat(locale);
    const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    const rates = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
    return {
      count: (value) => counts.format(value),
      share: (part) => (part === null ? "—" : shares.format(part)),
      rate: (perSecond) => rates.format(perSecond),
      reason(code, said = code) {
        const key = `reason.${code}` as "reason.internal"; // asked for only where the catalogue has it
        return t.has(key) ? t(key) : codeText(code, said);
      },
    };
  }, [locale, t, codeText]);
}
