"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { PlacesButton } from "../shell/places-button";
import { SettingsNav } from "./settings-nav";

/** Where the settings' pages stand at the side anyway (app/globals.css: two). */
const WIDE = "(min-width: 720px)";

/** The settings' pages as a phone's screen of their own; where there is room, one's own desk opens at once. */
export function SettingsList() {
  const t = useTranslations("settings");
  const router = useRouter();
  useEffect(() => {
    const wide = window.matchMedia(WIDE);
    const openFirst = () => wide.matches && router.replace("/settings/preferences");
    openFirst();
    wide.addEventListener("change", openFirst);
    return () => wide.removeEventListener("change", openFirst);
  }, [router]);
  return (
    <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto px-4 two:invisible">
      <header className="flex min-h-16 items-center gap-2 py-3">
        <PlacesButton />
        <h1 className="font-semibold text-[18px] tracking-tight">{t("title")}</h1>
      </header>
      <SettingsNav isList />
    </main>
  );
}
