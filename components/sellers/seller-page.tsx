"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { SettingsPage, SettingsSection } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Backfill } from "./backfill";
import { RemoveDialog, RenameDialog } from "./change-dialogs";
import { KeySection } from "./key-section";
import { useChangeSeller, useSellers, useSyncSeller } from "./queries";
import { RejectedKey } from "./seller-card";
import { LastError, SellerLine } from "./seller-facts";
import { toHealth } from "./seller-state";

const WebhookSection = lazy(async () => ({
  default: (await import("../seller-webhook/webhook-section")).WebhookSection,
}));

const LIST = "/settings/sellers";

/** One seller: its state, its key, the marketplace's notices, and the way out. */
export function SellerPage({ sellerId }: { sellerId: string }) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const query = useSellers();
  const seller = query.data?.find(({ id }) => id === sellerId);
  if (role !== "admin") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={t("notAdmin")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={seller?.name ?? t("title")}>
      <BackToList />
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data !== undefined && seller === undefined && (
        <EmptyState title={t("notFound")} text={t("notFoundText")} />
      )}
      {seller !== undefined && <Sections seller={seller} />}
    </SettingsPage>
  );
}

/** The way back to the list, above a page of its own. */
export function BackToList() {
  const t = useTranslations("sellers");
  return (
    <Link
      href={LIST}
      className="-mt-3 mb-4 inline-flex min-h-6 items-center gap-1 self-start text-muted hover:text-ink"
    >
      <ArrowLeft size={14} aria-hidden="true" />
      {t("backToList")}
    </Link>
  );
}

function Sections({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  return (
    <div data-seller={seller.id}>
      <SettingsSection title={t("stateTitle")}>
        <State seller={seller} />
      </SettingsSection>
      <SettingsSection title={t("keyTitle")} hint={t("keyHint")}>
        <KeySection seller={seller} />
      </SettingsSection>
      <Suspense fallback={<SettingsSkeleton />}>
        <WebhookSection seller={seller} />
      </Suspense>
      <SettingsSection title={t("dangerTitle")} hint={t("dangerText")}>
        <Danger seller={seller} />
      </SettingsSection>
    </div>
  );
}

function State({ seller }: { seller: Seller }) {
  const health = toHealth(seller);
  return (
    <div className="flex flex-col gap-3" data-health={health}>
      <SellerLine seller={seller} health={health} />
      {seller.sync.phase === "backfill" && health !== "rejected" && <Backfill sync={seller.sync} />}
      {health === "trouble" && <LastError seller={seller} />}
      {health === "rejected" && <RejectedKey seller={seller} />}
      <StateButtons seller={seller} />
    </div>
  );
}

function StateButtons({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const errorText = useErrorText();
  const change = useChangeSeller(seller.id);
  const sync = useSyncSeller(seller.id);
  const [isRenaming, setRenaming] = useState(false);
  const onError = (error: Error) => showToast("error", errorText(error));
  const say = (text: string) => ({ onError, onSuccess: () => showToast("success", text) });
  const isPaused = seller.status === "paused";
  return (
    <Buttons>
      {seller.status === "active" && (
        <Button disabled={sync.isPending} onClick={() => sync.mutate(undefined, say(t("syncStarted")))}>
          {t("syncNow")}
        </Button>
      )}
      {seller.status !== "credentials_rejected" && (
        <Button
          disabled={change.isPending}
          onClick={() =>
            change.mutate({ status: isPaused ? "active" : "paused" }, say(t(isPaused ? "resumed" : "paused")))
          }
        >
          {t(isPaused ? "resume" : "pause")}
        </Button>
      )}
      <Button onClick={() => setRenaming(true)}>{t("rename")}</Button>
      {isRenaming && <RenameDialog seller={seller} onClose={() => setRenaming(false)} />}
    </Buttons>
  );
}

function Danger({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  return (
    <Buttons>
      <Button look="danger" onClick={() => setOpen(true)}>
        {t("remove")}
      </Button>
      {isOpen && (
        <RemoveDialog seller={seller} onClose={() => setOpen(false)} onRemoved={() => router.push(LIST)} />
      )}
    </Buttons>
  );
}

function Buttons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2">{children}</div>;
}
