import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportScreen } from "@/components/sellers/import-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sellerImport"))("title") };
}

export default function ImportPage() {
  return <ImportScreen />;
}
