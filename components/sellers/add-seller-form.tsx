"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addSeller } from "@/lib/wire/sellers";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useAddSeller } from "./queries";
import { type FieldProblem, findProblems, type SellerDraft } from "./seller-state";

type Added = AnswerOf<typeof addSeller>;
type WebhookChoice = "none" | "push" | "signed";
type VersionChoice = "auto" | "v1" | "v3";

const emptyDraft: SellerDraft = { name: "", clientId: "", apiKey: "" };

/** Connects a seller; the key is tried live and every refusal stands where it belongs. */
export function AddSellerForm({
  onAdded,
  onCancel,
}: {
  onAdded: (added: Added) => void;
  onCancel?: () => void;
}) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const { mutate, isPending, error } = useAddSeller(onAdded);
  const [draft, setDraft] = useState(emptyDraft);
  const [version, setVersion] = useState<VersionChoice>("auto");
  const [webhook, setWebhook] = useState<WebhookChoice>("push");
  const [isChecked, setChecked] = useState(false);
  const problems = isChecked ? findProblems(draft) : {};
  const refusal = useRefusal(error);
  const textOf = (problem: FieldProblem | undefined) =>
    problem === undefined ? null : t(problem === "empty" ? "fieldEmpty" : "clientIdWrong");

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(findProblems(draft)).length > 0) return;
    mutate({
      name: draft.name.trim(),
      marketplace: "ozon",
      client_id: draft.clientId.trim(),
      api_key: draft.apiKey.trim(),
      api_version: version,
      webhook_mode: webhook === "none" ? undefined : webhook,
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        error={textOf(problems.name)}
        placeholder={t("namePlaceholder")}
        value={draft.name}
        maxLength={100}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <TextField
        label={t("clientId")}
        error={textOf(problems.clientId) ?? refusal.clientId}
        inputMode="numeric"
        autoComplete="off"
        value={draft.clientId}
        onChange={(event) => setDraft({ ...draft, clientId: event.target.value })}
      />
      <TextField
        label={t("apiKey")}
        hint={t("apiKeyHint")}
        error={textOf(problems.apiKey) ?? refusal.apiKey}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={draft.apiKey}
        onChange={(event) => setDraft({ ...draft, apiKey: event.target.value })}
      />
      <MoreSettings webhook={webhook} version={version} onWebhook={setWebhook} onVersion={setVersion} />
      {refusal.form !== null && (
        <Notice tone="bad" isUrgent>
          {refusal.form}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>{common("cancel")}</Button>}
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? t("checking") : t("check")}
        </Button>
      </div>
    </form>
  );
}

interface MoreSettingsProps {
  webhook: WebhookChoice;
  version: VersionChoice;
  onWebhook: (webhook: WebhookChoice) => void;
  onVersion: (version: VersionChoice) => void;
}

/** What most people never need, folded away. */
function MoreSettings({ webhook, version, onWebhook, onVersion }: MoreSettingsProps) {
  const t = useTranslations("sellers");
  return (
    <details>
      <summary className="cursor-pointer py-1 text-muted hover:text-ink">{t("more")}</summary>
      <div className="mt-2 flex flex-col gap-4">
        <SelectField
          label={t("webhookMode")}
          hint={t("webhookHint")}
          value={webhook}
          onChange={(event) =>
            onWebhook(oneOf<WebhookChoice>(["push", "signed", "none"], event.target.value))
          }
          options={[
            { value: "push", label: t("webhookPush") },
            { value: "signed", label: t("webhookSigned") },
            { value: "none", label: t("webhookNone") },
          ]}
        />
        <SelectField
          label={t("apiVersion")}
          hint={t("apiVersionHint")}
          value={version}
          onChange={(event) => onVersion(oneOf<VersionChoice>(["auto", "v1", "v3"], event.target.value))}
          options={[
            { value: "auto", label: t("apiVersionAuto") },
            { value: "v3", label: "v3" },
            { value: "v1", label: "v1" },
          ]}
        />
      </div>
    </details>
  );
}

/** The value of a list's option; the first one when it is none of them. */
function oneOf<Value extends string>(values: readonly [Value, ...Value[]], chosen: string): Value {
  return values.find((value) => value === chosen) ?? values[0];
}

/** Where each refusal of the server belongs. */
function useRefusal(error: Error | null): {
  clientId: string | null;
  apiKey: string | null;
  form: string | null;
} {
  const t = useTranslations("sellers");
  const errorText = useErrorText();
  const nothing = { clientId: null, apiKey: null, form: null };
  if (error === null) return nothing;
  const code = error instanceof ApiError ? error.code : "unexpected";
  if (code === "credentials_rejected") return { ...nothing, apiKey: t("keyRejected") };
  if (code === "seller_exists") return { ...nothing, clientId: t("sellerExists") };
  if (code === "marketplace_unavailable" || code === "rate_limited")
    return { ...nothing, form: t("unavailable") };
  return { ...nothing, form: errorText(error) };
}
