import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OutgoingScreen } from "@/components/outgoing/outgoing-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("outgoing") };
}

export default function OutgoingPage() {
  return <OutgoingScreen />;
}
