import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StocksScreen } from "@/components/stocks/stocks-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stocks"))("title") };
}

export default function StocksPage() {
  return <StocksScreen />;
}
