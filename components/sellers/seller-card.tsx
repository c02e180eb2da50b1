"use client";

import { Ellipsis, KeyRound, Link2, Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { useChatWords } from "../inbox/use-chat-words";
import { showToast } from "../shell/toast";
import { useCodeText, useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Dialog } from "../ui/dialog";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { Notice } from "../ui/notice";
import { CopyLine } from "./added-dialog";
import { NewKeyDialog, NewKeyForm, RemoveDialog, RenameDialog } from "./change-dialogs";
import { useChangeSeller, useSyncSeller } from "./queries";
import { type SellerHealth, toHealth, toKeyWarning } from "./seller-state";

type OpenDialog = "newKey" | "rename" | "remove" | "webhook" | null;

/** One seller: how it is doing, and everything an admin can do with it. */
export function SellerCard({ seller }: { seller: Seller }) {
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const close = () => setDialog(null);
  const health = toHealth(seller);
  return (
    <li
      data-seller={seller.id}
      data-health={health}
      className="flex flex-col gap-3 border-line border-b py-4 first:pt-0 last:border-b-0"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-[15px]">
            <bdi>{seller.name}</bdi>
          </h2>
          <SellerLine seller={seller} health={health} />
          <KeyLine seller={seller} />
        </div>
        <SellerMenu seller={seller} onOpen={setDialog} />
      </div>
      {seller.sync.phase === "backfill" && health !== "rejected" && <Backfill seller={seller} />}
      {health === "trouble" && <LastError seller={seller} />}
      {health === "rejected" && <RejectedKey seller={seller} />}
      {dialog === "newKey" && <NewKeyDialog seller={seller} onClose={close} />}
      {dialog === "rename" && <RenameDialog seller={seller} onClose={close} />}
      {dialog === "remove" && <RemoveDialog seller={seller} onClose={close} />}
      {dialog === "webhook" && <WebhookDialog seller={seller} onClose={close} />}
    </li>
  );
}

const healthLook = {
  working: { dot: "bg-ok", text: "statusActive" },
  backfill: { dot: "bg-ok", text: "statusActive" },
  trouble: { dot: "bg-warn", text: "statusTrouble" },
  paused: { dot: "bg-control", text: "statusPaused" },
  rejected: { dot: "bg-bad", text: "statusRejected" },
} as const satisfies Record<SellerHealth, { dot: string; text: string }>;

function SellerLine({ seller, health }: { seller: Seller; health: SellerHealth }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  const look = healthLook[health];
  const since = seller.last_synced_at === null ? null : now - Date.parse(seller.last_synced_at);
  const ago = since === null ? "" : since < 60_000 ? t("justNow") : t("ago", { time: words.duration(since) });
  return (
    <p className="mt-0.5 text-muted">
      <span aria-hidden="true" className={cx("mr-1.5 inline-block size-2 rounded-full", look.dot)} />
      <span
        className={
          health === "rejected" ? "text-bad-ink" : health === "trouble" ? "text-warn-ink" : "text-ink"
        }
      >
        {t(look.text)}
      </span>
      {since === null && health === "backfill"
        ? ""
        : ` · ${since === null ? t("neverSynced") : t("synced", { time: ago })}`}
      {` · ${marketplaceOf(seller.marketplace)}`}
      {seller.api_version !== "auto" && `, ${t("dialect", { version: seller.api_version })}`}
    </p>
  );
}

function KeyLine({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const hint = seller.api_key_hint;
  const date = seller.api_key_expires_at === null ? null : words.date(new Date(seller.api_key_expires_at));
  const warning = toKeyWarning(seller.api_key_expires_at, now);
  return (
    <>
      <p className="text-[12px] text-muted">
        Client-Id {seller.client_id} · {date === null ? t("key", { hint }) : t("keyExpires", { hint, date })}
      </p>
      {warning !== null && date !== null && (
        <p className={cx("mt-1 text-[12.5px]", warning === "expired" ? "text-bad-ink" : "text-warn-ink")}>
          {warning === "expired" ? t("keyExpired", { date }) : t("keyEnding", { date })}
        </p>
      )}
    </>
  );
}

function Backfill({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const { done, total } = seller.sync;
  const text = total === null ? t("backfillDone", { done }) : t("backfillOf", { done, total });
  return (
    <div>
      <p className="mb-1 text-[12.5px] text-muted">{text}</p>
      <progress
        aria-label={t("backfill")}
        value={total === null || total === 0 ? undefined : Math.min(done, total)}
        max={total === null || total === 0 ? undefined : total}
        className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-theirs [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-theirs [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-160"
      />
    </div>
  );
}

/** Polling goes on by itself, so these say something else here than to a person who has just pressed a button. */
const troubleText = {
  marketplace_unavailable: "troubleUnavailable",
  rate_limited: "troubleSlow",
  unexpected_answer: "troubleUnexpected",
} as const;

function LastError({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const codeText = useCodeText();
  if (seller.last_error === null) return null;
  const { at, code, message } = seller.last_error;
  const own = Object.entries(troubleText).find(([known]) => known === code)?.[1];
  return (
    <Notice tone="warn">
      {t("lastError", {
        time: words.moment(new Date(at), now),
        text: own ? t(own) : codeText(code, message),
      })}
    </Notice>
  );
}

function RejectedKey({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  return (
    <>
      <Notice tone="bad" title={t("rejectedTitle")}>
        {t("rejectedText")}
      </Notice>
      <NewKeyForm seller={seller} onDone={() => undefined} />
    </>
  );
}

function WebhookDialog({ seller, onClose }: { seller: Seller; onClose: () => void }) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={seller.name}
      description={t("webhookHint")}
      closeLabel={common("close")}
    >
      <CopyLine label={t("webhookUrl")} value={seller.webhook_url ?? ""} />
    </Dialog>
  );
}

function SellerMenu({ seller, onOpen }: { seller: Seller; onOpen: (dialog: OpenDialog) => void }) {
  const t = useTranslations("sellers");
  const errorText = useErrorText();
  const change = useChangeSeller(seller.id);
  const sync = useSyncSeller(seller.id);
  const isPaused = seller.status === "paused";
  const showError = (error: Error) => showToast("error", errorText(error));
  function togglePause() {
    const status = isPaused ? "active" : "paused";
    const onSuccess = () => showToast("success", isPaused ? t("resumed") : t("paused"));
    change.mutate({ status }, { onSuccess, onError: showError });
  }
  const icon = { size: 15, "aria-hidden": true } as const;
  return (
    <Menu
      trigger={
        <IconButton label={t("actions", { name: seller.name })}>
          <Ellipsis size={18} aria-hidden="true" />
        </IconButton>
      }
    >
      {seller.status === "active" && (
        <MenuItem
          icon={<RefreshCw {...icon} />}
          onSelect={() =>
            sync.mutate(undefined, {
              onSuccess: () => showToast("success", t("syncStarted")),
              onError: showError,
            })
          }
        >
          {t("syncNow")}
        </MenuItem>
      )}
      {seller.status !== "credentials_rejected" && (
        <MenuItem icon={isPaused ? <Play {...icon} /> : <Pause {...icon} />} onSelect={togglePause}>
          {isPaused ? t("resume") : t("pause")}
        </MenuItem>
      )}
      <MenuItem icon={<KeyRound {...icon} />} onSelect={() => onOpen("newKey")}>
        {t("newKey")}
      </MenuItem>
      <MenuItem icon={<Pencil {...icon} />} onSelect={() => onOpen("rename")}>
        {t("rename")}
      </MenuItem>
      {seller.webhook_url !== null && (
        <MenuItem icon={<Link2 {...icon} />} onSelect={() => onOpen("webhook")}>
          {t("showWebhook")}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={() => onOpen("remove")}>
        {t("remove")}
      </MenuItem>
    </Menu>
  );
}
