import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsList } from "@/components/settings/settings-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default function SettingsListPage() {
  return <SettingsList />;
}
