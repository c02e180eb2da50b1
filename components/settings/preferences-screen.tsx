"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type Locale, localeCookie, locales } from "@/lib/i18n/locales";
import { keepPreference, type Theme, themes } from "../shell/preferences";
import { usePreferences } from "../shell/preferences-query";
import { useTheme } from "../shell/theme";
import { SelectField } from "../ui/field";
import { Choice } from "./choice";
import { NoticeViews } from "./notice-views";
import { SettingsPage, SettingsSection } from "./settings-page";
import { useKeepPreferences } from "./use-keep-preferences";
import { useSaved } from "./use-saved";

const UNDO_CHOICES = [0, 3, 5, 10, 20, 30] as const;
const themeTexts = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;
const localeTexts = { ru: "russian", en: "english" } as const;
const densities = ["comfortable", "compact"] as const;
const afterCloses = ["next", "stay"] as const;

/** How the reader wants their own desk. */
export function PreferencesScreen() {
  const t = useTranslations("preferences");
  return (
    <SettingsPage title={t("title")} lead={t("lead")}>
      <Looks />
      <Replies />
      <SettingsSection title={t("notices")} hint={t("noticesHint")}>
        <NoticeViews />
      </SettingsSection>
    </SettingsPage>
  );
}

function Looks() {
  const t = useTranslations("preferences");
  const router = useRouter();
  const locale = useLocale();
  const saved = useSaved();
  const keep = useKeepPreferences();
  const { density } = usePreferences();
  const { theme, setTheme } = useTheme();
  const speak = (language: Locale) => {
    keepPreference(localeCookie, language);
    router.refresh();
  };
  function changeTheme(next: Theme) {
    setTheme(next);
    saved(() => setTheme(theme));
  }
  return (
    <SettingsSection title={t("looks")}>
      <Choice
        label={t("density")}
        value={density}
        options={densities.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => keep({ density: value })}
      />
      <Choice
        label={t("theme")}
        value={theme}
        options={themes.map((value) => ({ value, label: t(themeTexts[value]) }))}
        onChange={changeTheme}
      />
      <Choice
        label={t("language")}
        value={locale}
        options={locales.map((value) => ({ value, label: t(localeTexts[value]) }))}
        onChange={speak}
      />
    </SettingsSection>
  );
}

function Replies() {
  const t = useTranslations("preferences");
  const keep = useKeepPreferences();
  const { undo_seconds, after_close } = usePreferences();
  const choices = [...new Set([...UNDO_CHOICES, undo_seconds])].sort((a, b) => a - b);
  return (
    <SettingsSection title={t("replies")}>
      <div className="max-w-80">
        <SelectField
          label={t("undo")}
          hint={t("undoHint")}
          value={String(undo_seconds)}
          options={choices.map((count) => ({
            value: String(count),
            label: count === 0 ? t("undoNever") : t("undoSeconds", { count }),
          }))}
          onChange={(event) => keep({ undo_seconds: Number(event.target.value) })}
        />
      </div>
      <Choice
        label={t("afterClose")}
        value={after_close}
        options={afterCloses.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => keep({ after_close: value })}
      />
    </SettingsSection>
  );
}
