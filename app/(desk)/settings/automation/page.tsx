import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AutomationScreen } from "@/components/automation/automation-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("automation"))("title") };
}

export default function AutomationPage() {
  return <AutomationScreen />;
}
