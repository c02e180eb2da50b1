import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OperationsScreen } from "@/components/operations/operations-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("operations") };
}

export default function OperationsPage() {
  return <OperationsScreen />;
}
