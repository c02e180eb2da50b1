"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { KeyField } from "./key-field";
import { useChangeSeller, useRemoveSeller } from "./queries";
import { cleanKey } from "./seller-state";
import { useKeyRefusal } from "./use-key-refusal";

/** A new key, tried at the marketplace before it takes the old one's place. */
export function NewKeyForm({ seller, onDone }: { seller: Seller; onDone: () => void }) {
  const t = useTranslations("sellers");
  const { mutate, isPending, error } = useChangeSeller(seller.id, () => {
    showToast("success", t("keySaved"));
    onDone();
  });
  const [apiKey, setApiKey] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isEmpty = cleanKey(apiKey) === "";
  const refusal = useKeyRefusal(error);
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (isEmpty) return;
    mutate({ api_key: cleanKey(apiKey) });
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <KeyField
        label={t("newKey")}
        hint={t("apiKeyHint")}
        error={isChecked && isEmpty ? t("fieldEmpty") : (refusal.apiKey ?? refusal.form)}
        value={apiKey}
        onChange={(event) => setApiKey(event.target.value)}
      />
      <div className="flex justify-end">
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? t("checking") : t("saveKey")}
        </Button>
      </div>
    </form>
  );
}

export function NewKeyDialog({ seller, onClose }: { seller: Seller; onClose: () => void }) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("newKeyFor", { name: seller.name })}
      description={t("rotateHint")}
      closeLabel={common("close")}
    >
      <NewKeyForm seller={seller} onDone={onClose} />
    </Dialog>
  );
}

export function RenameDialog({ seller, onClose }: { seller: Seller; onClose: () => void }) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = useChangeSeller(seller.id, () => {
    showToast("success", t("renamed"));
    onClose();
  });
  const [name, setName] = useState(seller.name);
  const isEmpty = name.trim() === "";
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isEmpty) return;
    mutate({ name: name.trim() });
  }
  return (
    <Dialog isOpen onClose={onClose} title={t("rename")} closeLabel={common("close")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          error={isEmpty ? t("fieldEmpty") : error === null ? null : errorText(error)}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks before a seller goes, and says what stays. */
export function RemoveDialog({
  seller,
  onClose,
  onRemoved,
}: {
  seller: Seller;
  onClose: () => void;
  onRemoved?: () => void;
}) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending } = useRemoveSeller(seller.id, () => {
    showToast("success", t("removed"));
    onRemoved?.();
  });
  function remove() {
    mutate(undefined, {
      onError: (error) => showToast("error", errorText(error)),
      onSettled: onClose,
    });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("removeTitle", { name: seller.name })}
      description={t("removeText")}
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button look="danger" onClick={remove} disabled={isPending}>
          {t("removeYes")}
        </Button>
      </div>
    </Dialog>
  );
}
