"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OutgoingWebhook } from "@/lib/wire/outgoing-webhooks";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { DeliveryLog } from "./delivery-log";
import { HowToVerify } from "./how-to-verify";
import { useOutgoingWebhooks, useRemoveWebhook, useRenewSecret, type WithSecret } from "./queries";
import { SecretDialog } from "./secret-dialog";
import { WebhookForm } from "./webhook-form";
import { WebhookRow } from "./webhook-row";

/** What lies over the list, and for which address. */
type Open =
  | { readonly what: "form"; readonly webhook: OutgoingWebhook | null }
  | { readonly what: "renew" | "delete"; readonly webhook: OutgoingWebhook }
  | { readonly what: "secret"; readonly made: WithSecret };

/** Addresses that hear of what happens here, and what was sent to each. */
export function OutgoingScreen() {
  const t = useTranslations("outgoing");
  const settings = useTranslations("settings");
  const { role } = useCurrentUser();
  if (role === "admin") return <Addresses />;
  return (
    <SettingsPage title={settings("outgoing")}>
      <EmptyState title={settings("outgoing")} text={t("notAdmin")} />
    </SettingsPage>
  );
}

function Addresses() {
  const t = useTranslations("outgoing");
  const settings = useTranslations("settings");
  const query = useOutgoingWebhooks();
  const [open, setOpen] = useState<Open | null>(null);
  const [logOf, setLogOf] = useState<string | null>(null);
  const logged = query.data?.find(({ id }) => id === logOf);
  if (logged !== undefined) return <DeliveryLog webhook={logged} onBack={() => setLogOf(null)} />;
  return (
    <SettingsPage
      title={settings("outgoing")}
      lead={t("lead")}
      action={
        <Button look="primary" onClick={() => setOpen({ what: "form", webhook: null })}>
          <Plus size={15} aria-hidden="true" />
          {t("add")}
        </Button>
      }
    >
      <AddressList query={query} onOpen={setOpen} onLog={setLogOf} />
      <HowToVerify />
      {open !== null && <Overlay open={open} onOpen={setOpen} onClose={() => setOpen(null)} />}
    </SettingsPage>
  );
}

interface AddressListProps {
  query: ReturnType<typeof useOutgoingWebhooks>;
  onOpen: (open: Open) => void;
  onLog: (webhookId: string) => void;
}

function AddressList({ query, onOpen, onLog }: AddressListProps) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.data === undefined) {
    if (!query.isError) return <SettingsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failedToLoad")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  return (
    <div className="mb-6">
      {query.data.length === 0 && (
        <div className="rounded-control bg-theirs px-4 py-3">
          <p className="font-medium">{t("emptyTitle")}</p>
          <p className="text-muted">{t("emptyText")}</p>
        </div>
      )}
      <ul>
        {query.data.map((webhook) => (
          <WebhookRow
            key={webhook.id}
            webhook={webhook}
            onLog={() => onLog(webhook.id)}
            onEdit={() => onOpen({ what: "form", webhook })}
            onRenew={() => onOpen({ what: "renew", webhook })}
            onDelete={() => onOpen({ what: "delete", webhook })}
          />
        ))}
      </ul>
    </div>
  );
}

interface OverlayProps {
  open: Open;
  onOpen: (open: Open) => void;
  onClose: () => void;
}

function Overlay({ open, onOpen, onClose }: OverlayProps) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const showSecret = (made: WithSecret) => onOpen({ what: "secret", made });
  switch (open.what) {
    case "form":
      return (
        <Dialog
          isOpen
          onClose={onClose}
          title={open.webhook === null ? t("formAdd") : t("formEdit", { name: open.webhook.name })}
          closeLabel={common("close")}
        >
          <WebhookForm webhook={open.webhook} onAdded={showSecret} onClose={onClose} />
        </Dialog>
      );
    case "secret":
      return <SecretDialog made={open.made} onClose={onClose} />;
    case "renew":
      return <RenewDialog webhook={open.webhook} onRenewed={showSecret} onClose={onClose} />;
    case "delete":
      return <DeleteDialog webhook={open.webhook} onClose={onClose} />;
    default:
      return open satisfies never;
  }
}

interface AskProps {
  webhook: OutgoingWebhook;
  onClose: () => void;
}

function RenewDialog({ webhook, onRenewed, onClose }: AskProps & { onRenewed: (made: WithSecret) => void }) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const renew = useRenewSecret(onRenewed);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("renewTitle", { name: webhook.name })}
      description={t("renewText")}
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button look="primary" disabled={renew.isPending} onClick={() => renew.mutate(webhook)}>
          {t("renewYes")}
        </Button>
      </div>
    </Dialog>
  );
}

function DeleteDialog({ webhook, onClose }: AskProps) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const remove = useRemoveWebhook(({ name }) => showToast("success", t("deleted", { name })));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("deleteTitle", { name: webhook.name })}
      description={t("deleteText")}
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(webhook, { onSettled: onClose })}
        >
          {t("delete")}
        </Button>
      </div>
    </Dialog>
  );
}
