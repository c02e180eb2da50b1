import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PreferencesScreen } from "@/components/settings/preferences-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences"))("title") };
}

export default function PreferencesPage() {
  return <PreferencesScreen />;
}
