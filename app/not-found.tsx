import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="flex min-h-dvh flex-col">
      <EmptyState
        title={t("notFoundTitle")}
        text={t("notFoundText")}
        action={
          <Link href="/inbox" className="text-accent-ink underline underline-offset-2">
            {t("toInbox")}
          </Link>
        }
      />
    </main>
  );
}
