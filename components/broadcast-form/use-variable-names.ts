"use client";

import { useLocale, useTranslations } from "next-intl";
import { broadcastVariables } from "@/lib/text/broadcast-template";

/** What variables are called on the screen: "имя и номер заказа". One we have no word for stays as it is written. */
export function useVariableNames(): (names: readonly string[]) => string {
  const t = useTranslations("broadcastForm");
  const locale = useLocale();
  const nameOf = (name: string) => {
    const known = broadcastVariables.find((variable) => variable === name);
    return known === undefined ? name : t(`text.variables.${known}`);
  };
  return (names) => new Intl.ListFormat(locale, { type: "conjunction" }).format(names.map(nameOf));
}
