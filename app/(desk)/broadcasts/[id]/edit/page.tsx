import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ComposerScreen } from "@/components/broadcast-form/composer-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("broadcastForm"))("editTitle") };
}

export default async function EditBroadcastPage({ params }: { params: Promise<{ id: string }> }) {
  return <ComposerScreen draftId={(await params).id} />;
}
