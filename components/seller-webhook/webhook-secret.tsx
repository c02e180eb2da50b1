"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { CopyLine } from "../sellers/added-dialog";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useChangeWebhook } from "./webhook-queries";

const SHORTEST = 8;
const LONGEST = 200;

/** A secret for the one time that it is shown. */
export function MadeSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations("sellerWebhook");
  return (
    <div className="flex flex-col gap-2 rounded-control border border-warn p-3">
      <CopyLine label={t("secret")} value={secret} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-[12.5px] text-warn-ink">
          {t("secretOnce")}
        </p>
        <Button onClick={onDone}>{t("secretDone")}</Button>
      </div>
    </div>
  );
}

type Doing = "nothing" | "making" | "pasting";

/** The secret that calls are signed with: made here or pasted, never shown again. */
export function WebhookSecret({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const errorText = useErrorText();
  const [doing, setDoing] = useState<Doing>("nothing");
  const change = useChangeWebhook(webhook.seller_id, () => setDoing("nothing"));
  const made = change.data?.webhook_secret;
  const onError = (error: Error) => showToast("error", errorText(error));
  const make = () => change.mutate({ generate_secret: true }, { onError });
  const paste = (secret: string) =>
    change.mutate({ secret }, { onError, onSuccess: () => showToast("success", t("secretSaved")) });

  return (
    <section aria-label={t("secret")} className="flex flex-col gap-2">
      <h3 className="font-medium">{t("secret")}</h3>
      {made !== undefined ? (
        <MadeSecret secret={made} onDone={change.reset} />
      ) : webhook.has_secret ? (
        <p className="text-muted">{t("secretKept")}</p>
      ) : (
        <Notice tone="warn">{t("secretMissing")}</Notice>
      )}
      {doing === "nothing" && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => (webhook.has_secret ? setDoing("making") : make())}>
            {t("secretMake")}
          </Button>
          <Button onClick={() => setDoing("pasting")}>{t("secretPaste")}</Button>
        </div>
      )}
      {doing === "making" && (
        <Notice
          tone="warn"
          action={
            <span className="flex gap-2">
              <Button onClick={() => setDoing("nothing")}>{t("cancel")}</Button>
              <Button look="primary" disabled={change.isPending} onClick={make}>
                {t("secretMake")}
              </Button>
            </span>
          }
        >
          {t("secretMakeSure")}
        </Notice>
      )}
      {doing === "pasting" && (
        <PasteForm isBusy={change.isPending} onPaste={paste} onCancel={() => setDoing("nothing")} />
      )}
    </section>
  );
}

interface PasteFormProps {
  isBusy: boolean;
  onPaste: (secret: string) => void;
  onCancel: () => void;
}

function PasteForm({ isBusy, onPaste, onCancel }: PasteFormProps) {
  const t = useTranslations("sellerWebhook");
  const [isWrong, setWrong] = useState(false);
  const [secret, setSecret] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    const given = secret.trim();
    const isRight = given.length >= SHORTEST && given.length <= LONGEST;
    setWrong(!isRight);
    if (isRight) onPaste(given);
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField
        label={t("secretPasteLabel")}
        type="password"
        autoComplete="off"
        autoFocus
        value={secret}
        error={isWrong ? t("secretShort") : null}
        onChange={(event) => setSecret(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy}>
          {t("save")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
