import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrderRulesScreen } from "@/components/orders/order-rules-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orderRules"))("title") };
}

export default function OrderRulesPage() {
  return <OrderRulesScreen />;
}
