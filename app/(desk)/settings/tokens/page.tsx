import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokensScreen } from "@/components/tokens/tokens-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("tokens") };
}

export default function TokensPage() {
  return <TokensScreen />;
}
