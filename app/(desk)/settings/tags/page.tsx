import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TagsScreen } from "@/components/settings/tags-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("tags") };
}

export default function TagsPage() {
  return <TagsScreen />;
}
