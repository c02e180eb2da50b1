"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorScreen({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations("common");
  return (
    <main className="flex min-h-dvh flex-1 flex-col">
      <EmptyState
        isUrgent
        title={t("crashTitle")}
        text={t("crashText")}
        action={<Button onClick={reset}>{t("retry")}</Button>}
      />
    </main>
  );
}
