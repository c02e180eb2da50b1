"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { RemovedSeller } from "@/lib/wire/seller-keys";
import { ApiError } from "../api-client";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { TextField } from "../ui/field";
import { usePurgeSeller, useRemovedSellers } from "./key-queries";
import { BackToList } from "./seller-page";

/** Sellers that were removed and whose history is still kept; the place where it is erased for good. */
export function RemovedScreen() {
  const t = useTranslations("removedSellers");
  const sellers = useTranslations("sellers");
  const { role } = useCurrentUser();
  if (role !== "admin") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={sellers("notAdmin")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("title")} lead={t("lead")}>
      <BackToList />
      <RemovedList />
    </SettingsPage>
  );
}

function RemovedList() {
  const t = useTranslations("removedSellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useRemovedSellers();
  const [doomed, setDoomed] = useState<RemovedSeller | null>(null);
  const items = query.data?.items;
  useTellWhenErased(items);
  if (items === undefined) {
    if (!query.isError) return <SettingsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (items.length === 0) return <EmptyState title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <ul>
      {items.map((seller) => (
        <RemovedRow key={seller.id} seller={seller} onPurge={() => setDoomed(seller)} />
      ))}
      {doomed !== null && <PurgeDialog seller={doomed} onClose={() => setDoomed(null)} />}
    </ul>
  );
}

/** One that was being erased and is not in the list any more is gone for good. */
function useTellWhenErased(items: readonly RemovedSeller[] | undefined) {
  const t = useTranslations("removedSellers");
  const erasing = useRef(new Map<string, string>());
  useEffect(() => {
    if (items === undefined) return;
    for (const [id, name] of erasing.current) {
      if (!items.some((seller) => seller.id === id)) showToast("success", t("done", { name }));
    }
    erasing.current = new Map(items.filter(({ purge }) => purge !== null).map(({ id, name }) => [id, name]));
  }, [items, t]);
}

function RemovedRow({ seller, onPurge }: { seller: RemovedSeller; onPurge: () => void }) {
  const t = useTranslations("removedSellers");
  const words = useTimeWords();
  const sizes = t("sizes", { chats: seller.chats, messages: seller.messages });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-line border-b py-4 first:pt-0 last:border-b-0">
      <div className="min-w-48 flex-1">
        <h2 className="wrap-anywhere font-semibold text-[15px]">
          <bdi>{seller.name}</bdi>
        </h2>
        <p className="text-muted">
          Client-Id {seller.client_id} · {t("removedAt", { date: words.date(new Date(seller.removed_at)) })}
        </p>
        <p role={seller.purge === null ? undefined : "status"} className="text-muted tabular-nums">
          {seller.purge === null ? sizes : `${t("purging")} ${t("purgingLeft", { sizes })}`}
        </p>
      </div>
      {seller.purge === null && (
        <Button look="danger" onClick={onPurge}>
          {t("purge")}
        </Button>
      )}
    </li>
  );
}

function PurgeDialog({ seller, onClose }: { seller: RemovedSeller; onClose: () => void }) {
  const t = useTranslations("removedSellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = usePurgeSeller(seller.id);
  const [typed, setTyped] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isWrong = typed.trim() !== seller.name.trim();
  const isRefused = error instanceof ApiError && error.code === "confirmation_wrong";
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (isWrong) return;
    mutate(typed, {
      onSuccess: () => {
        showToast("success", t("started"));
        onClose();
      },
    });
  }
  const problem = isChecked && (isWrong || isRefused) ? t("purgeWrong") : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("purgeTitle", { name: seller.name })}
      description={t("purgeText", { sizes: t("sizes", { chats: seller.chats, messages: seller.messages }) })}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextField
          label={t("purgeConfirm", { name: seller.name })}
          error={problem ?? (error === null ? null : errorText(error))}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="danger" disabled={isPending}>
            {t("purgeYes")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
