import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ComposerScreen } from "@/components/broadcast-form/composer-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("broadcastForm"))("title") };
}

export default function NewBroadcastPage() {
  return <ComposerScreen draftId={null} />;
}
