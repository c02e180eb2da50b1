"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type AudienceWords, makeAudienceWords } from "./audience-words";

/** Ways to say an audience, in the reader's language. */
export function useAudienceWords(): AudienceWords {
  const t = useTranslations("audience");
  const locale = useLocale();
  return useMemo(() => makeAudienceWords(t, locale), [t, locale]);
}
