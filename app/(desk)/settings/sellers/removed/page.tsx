import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RemovedScreen } from "@/components/sellers/removed-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("removedSellers"))("title") };
}

export default function RemovedPage() {
  return <RemovedScreen />;
}
