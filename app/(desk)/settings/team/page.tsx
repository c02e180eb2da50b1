import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TeamScreen } from "@/components/settings/team-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("team") };
}

export default function TeamPage() {
  return <TeamScreen />;
}
