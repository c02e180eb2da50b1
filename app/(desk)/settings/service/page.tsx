import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ServiceScreen } from "@/components/settings/service-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("service") };
}

export default function ServicePage() {
  return <ServiceScreen />;
}
