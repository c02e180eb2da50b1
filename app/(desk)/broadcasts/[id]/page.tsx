import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ResultScreen } from "@/components/broadcast-result/result-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("broadcastResult"))("title") };
}

export default async function BroadcastPage({ params }: { params: Promise<{ id: string }> }) {
  return <ResultScreen broadcastId={(await params).id} />;
}
