import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RulesScreen } from "@/components/broadcast-rules/rules-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("broadcastRules"))("title") };
}

export default function BroadcastRulesPage() {
  return <RulesScreen />;
}
