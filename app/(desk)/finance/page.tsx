import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FinanceScreen } from "@/components/finance/finance-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("finance"))("title") };
}

export default function FinancePage() {
  return <FinanceScreen />;
}
