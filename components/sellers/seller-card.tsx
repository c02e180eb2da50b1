"use client";

import { Ellipsis, KeyRound, Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useTimeWords } from "../shell/use-time-words";
import { IconButton } from "../ui/button";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { Notice } from "../ui/notice";
import { Backfill } from "./backfill";
import { NewKeyDialog, NewKeyForm, RemoveDialog, RenameDialog } from "./change-dialogs";
import { useChangeSeller, useSyncSeller } from "./queries";
import { KeyWarnings, LastError, SellerLine } from "./seller-facts";
import { toHealth } from "./seller-state";

type OpenDialog = "newKey" | "rename" | "remove" | null;

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
            <Link href={`/settings/sellers/${seller.id}`} className="hover:underline">
              <bdi>{seller.name}</bdi>
            </Link>
          </h2>
          <SellerLine seller={seller} health={health} />
          <KeyLine seller={seller} />
          <KeyWarnings seller={seller} />
        </div>
        <SellerMenu seller={seller} onOpen={setDialog} />
      </div>
      {seller.sync.phase === "backfill" && health !== "rejected" && <Backfill sync={seller.sync} />}
      {health === "trouble" && <LastError seller={seller} />}
      {health === "rejected" && <RejectedKey seller={seller} />}
      {dialog === "newKey" && <NewKeyDialog seller={seller} onClose={close} />}
      {dialog === "rename" && <RenameDialog seller={seller} onClose={close} />}
      {dialog === "remove" && <RemoveDialog seller={seller} onClose={close} />}
    </li>
  );
}

function KeyLine({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const words = useTimeWords();
  const hint = seller.api_key_hint;
  const date = seller.api_key_expires_at === null ? null : words.date(new Date(seller.api_key_expires_at));
  return (
    <p className="text-[12px] text-muted">
      Client-Id {seller.client_id} · {date === null ? t("key", { hint }) : t("keyExpires", { hint, date })}
    </p>
  );
}

/** A key that is refused, with the field for its successor. */
export function RejectedKey({ seller }: { seller: Seller }) {
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

/** Everything that can be done with a seller. */
export function SellerMenu({ seller, onOpen }: { seller: Seller; onOpen: (dialog: OpenDialog) => void }) {
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
      <MenuLine />
      <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={() => onOpen("remove")}>
        {t("remove")}
      </MenuItem>
    </Menu>
  );
}
