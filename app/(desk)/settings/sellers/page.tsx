import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SellersScreen } from "@/components/sellers/sellers-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("sellers") };
}

export default function SellersPage() {
  return <SellersScreen />;
}
