"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { localeCookie, locales } from "@/lib/i18n/locales";
import { keepPreference } from "../shell/preferences";
import { Button } from "../ui/button";

const names = { ru: "russian", en: "english" } as const;

/** The language before one is signed in. */
export function LanguageSwitch() {
  const t = useTranslations("nav");
  const current = useLocale();
  const router = useRouter();
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t("language")}</legend>
      {locales.map((locale) => (
        <Button
          key={locale}
          look="quiet"
          lang={locale}
          aria-pressed={locale === current}
          className={locale === current ? "text-ink underline underline-offset-4" : undefined}
          onClick={() => {
            keepPreference(localeCookie, locale);
            router.refresh();
          }}
        >
          {t(names[locale])}
        </Button>
      ))}
    </fieldset>
  );
}
