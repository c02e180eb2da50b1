import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReturnsScreen } from "@/components/returns/returns-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("returns"))("title") };
}

export default function ReturnsPage() {
  return <ReturnsScreen />;
}
