import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BroadcastsScreen } from "@/components/broadcasts/broadcasts-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("broadcasts"))("title") };
}

export default function BroadcastsPage() {
  return <BroadcastsScreen />;
}
