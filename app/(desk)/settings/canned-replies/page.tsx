import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CannedScreen } from "@/components/canned/canned-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("canned") };
}

export default function CannedRepliesPage() {
  return <CannedScreen />;
}
