import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Inbox } from "@/components/inbox/inbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("inbox") };
}

/** `/inbox/<view>/<chat>`: the browser reads its own address, so that moving between chats asks for no page. */
export default function InboxPage() {
  return <Inbox />;
}
