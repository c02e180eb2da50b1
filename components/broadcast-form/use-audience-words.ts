"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { AudienceChoices } from "./audience-choices";
import { type AudienceWords, makeAudienceWords } from "./audience-words";

const noProducts: AudienceChoices["products"] = [];

/** Ways to say an audience, in the reader's language; articles by their names as soon as those are known. */
export function useAudienceWords(choices: AudienceChoices | undefined): AudienceWords {
  const t = useTranslations("audience");
  const locale = useLocale();
  const products = choices?.products ?? noProducts;
  return useMemo(() => {
    const names = new Map(products.map(({ offer_id, name }) => [offer_id, name]));
    return makeAudienceWords(t, locale, (offerId) => names.get(offerId) ?? offerId);
  }, [t, locale, products]);
}
