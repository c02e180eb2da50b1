"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addSeller } from "@/lib/wire/sellers";
import { SettingsPage } from "../settings/settings-page";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { AddSellerForm } from "./add-seller-form";
import { AddedDialog } from "./added-dialog";
import { useSellers } from "./queries";
import { SellerCard } from "./seller-card";

/** The sellers and their state; with none yet, the guided form for the first. */
export function SellersScreen() {
  const t = useTranslations("sellers");
  const { role } = useCurrentUser();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<AnswerOf<typeof addSeller> | null>(null);
  const query = useSellers();
  const common = useTranslations("common");
  const isAdmin = role === "admin";
  const hasSellers = (query.data?.length ?? 0) > 0;

  function take(answer: AnswerOf<typeof addSeller>) {
    setAdding(false);
    setAdded(answer);
  }

  return (
    <SettingsPage
      title={t("title")}
      isWide={isAdmin && query.data?.length === 0}
      action={
        isAdmin &&
        hasSellers && (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus size={15} aria-hidden="true" />
            {t("add")}
          </Button>
        )
      }
    >
      <SellersBody query={query} onAdded={take} isAdmin={isAdmin} />
      {isAdmin && query.data !== undefined && <MoreWays />}
      <Dialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        title={t("add")}
        closeLabel={common("close")}
        isWide
      >
        <AddSellerForm onAdded={take} onCancel={() => setAdding(false)} />
      </Dialog>
      {added !== null && <AddedDialog added={added} onClose={() => setAdded(null)} />}
    </SettingsPage>
  );
}

interface SellersBodyProps {
  query: ReturnType<typeof useSellers>;
  isAdmin: boolean;
  onAdded: (added: AnswerOf<typeof addSeller>) => void;
}

function SellersBody({ query, isAdmin, onAdded }: SellersBodyProps) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (!isAdmin) return <EmptyState title={t("title")} text={t("notAdmin")} />;
  if (query.data === undefined) {
    if (!query.isError) return <SellersSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (query.data.length === 0) return <FirstSeller onAdded={onAdded} />;
  return (
    <ul>
      {query.data.map((seller) => (
        <SellerCard key={seller.id} seller={seller} />
      ))}
    </ul>
  );
}

function FirstSeller({ onAdded }: { onAdded: SellersBodyProps["onAdded"] }) {
  const t = useTranslations("sellers");
  return (
    <>
      <h2 className="mt-2 font-semibold text-[15px]">{t("emptyTitle")}</h2>
      <p className="mt-1 mb-5 text-muted">{t("emptyText")}</p>
      <AddSellerForm onAdded={onAdded} />
    </>
  );
}

/** Other ways in, and the way back to what was removed. */
function MoreWays() {
  const t = useTranslations("sellers");
  const look = "text-accent-ink underline underline-offset-2 hover:no-underline";
  return (
    <p className="mt-6 flex flex-wrap gap-x-5 gap-y-2">
      <Link href="/settings/sellers/import" className={look}>
        {t("importLink")}
      </Link>
      <Link href="/settings/sellers/removed" className={look}>
        {t("removedLink")}
      </Link>
    </p>
  );
}

function SellersSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")}>
      {["34%", "26%", "40%"].map((width) => (
        <div key={width} className="flex flex-col gap-2.5 border-line border-b py-4">
          <div className="skeleton h-4" style={{ width }} />
          <div className="skeleton h-3 w-3/5" />
          <div className="skeleton h-3 w-2/5" />
        </div>
      ))}
    </div>
  );
}
