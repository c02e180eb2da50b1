"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addSeller } from "@/lib/wire/sellers";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { KeyAid } from "./key-aid";
import { KeyField } from "./key-field";
import { useTryKey } from "./key-queries";
import { KeyVerdict } from "./key-verdict";
import { useAddSeller } from "./queries";
import { cleanKey, type FieldProblem, findProblems, type SellerDraft } from "./seller-state";
import { useKeyRefusal } from "./use-key-refusal";

type Added = AnswerOf<typeof addSeller>;
type WebhookChoice = "none" | "push" | "signed";
type VersionChoice = "auto" | "v1" | "v3";

const emptyDraft: SellerDraft = { name: "", clientId: "", apiKey: "" };

interface AddSellerFormProps {
  onAdded: (added: Added) => void;
  onCancel?: () => void;
}

/**
 * Connects a seller in three steps on one page: where to take the key (beside), paste and try it, name the shop. Every
 * refusal stands where it belongs; nothing typed here outlives the form.
 */
export function AddSellerForm({ onAdded, onCancel }: AddSellerFormProps) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const add = useAddSeller(onAdded);
  const trying = useTryKey();
  const [draft, setDraft] = useState(emptyDraft);
  const [version, setVersion] = useState<VersionChoice>("auto");
  const [webhook, setWebhook] = useState<WebhookChoice>("push");
  const [checked, setChecked] = useState<"nothing" | "key" | "all">("nothing");
  const problems = checked === "nothing" ? {} : findProblems(draft);
  const refusal = useKeyRefusal(add.error ?? trying.error);
  const clean = { clientId: cleanKey(draft.clientId), apiKey: cleanKey(draft.apiKey) };
  const { data: tried, variables: triedWith } = trying;
  const isSameKey = triedWith?.client_id === clean.clientId && triedWith.api_key === clean.apiKey;
  const textOf = (problem: FieldProblem | undefined) =>
    problem === undefined ? null : t(problem === "empty" ? "fieldEmpty" : "clientIdWrong");

  function change(part: Partial<SellerDraft>) {
    setDraft({ ...draft, ...part });
    // What was said of the pair before says nothing of this one.
    if (part.name !== undefined) return;
    add.reset();
    if (trying.isError) trying.reset();
  }

  function tryKey() {
    setChecked("key");
    const { clientId, apiKey } = findProblems(draft);
    if (clientId !== undefined || apiKey !== undefined || trying.isPending) return;
    add.reset();
    trying.mutate(
      { marketplace: "ozon", client_id: clean.clientId, api_key: clean.apiKey, api_version: version },
      { onSuccess: ({ key }) => setDraft((now) => ({ ...now, name: now.name || (key.account_name ?? "") })) },
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked("all");
    if (Object.keys(findProblems(draft)).length > 0) return;
    trying.reset();
    add.mutate({
      name: draft.name.trim(),
      marketplace: "ozon",
      client_id: clean.clientId,
      api_key: clean.apiKey,
      api_version: version,
      webhook_mode: webhook === "none" ? undefined : webhook,
    });
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      autoComplete="off"
      className="grid items-start gap-x-6 gap-y-5 two:grid-cols-[minmax(0,1fr)_260px]"
    >
      <div className="two:order-last">
        <KeyAid />
      </div>
      <div className="flex flex-col gap-5">
        <Step number={1} title={t("stepKey")}>
          <TextField
            label={t("clientId")}
            error={textOf(problems.clientId) ?? refusal.clientId}
            inputMode="numeric"
            autoComplete="off"
            value={draft.clientId}
            onChange={(event) => change({ clientId: event.target.value })}
          />
          <KeyField
            label={t("apiKey")}
            hint={t("apiKeyHint")}
            error={textOf(problems.apiKey) ?? refusal.apiKey}
            value={draft.apiKey}
            onChange={(event) => change({ apiKey: event.target.value })}
          />
          <div>
            <Button onClick={tryKey} disabled={trying.isPending || add.isPending}>
              {trying.isPending ? t("checking") : t("tryKey")}
            </Button>
          </div>
          {tried !== undefined && isSameKey && <KeyVerdict facts={tried.key} />}
        </Step>
        <Step number={2} title={t("stepName")}>
          <TextField
            label={t("name")}
            hint={t("nameHint")}
            error={checked === "all" ? textOf(problems.name) : null}
            placeholder={t("namePlaceholder")}
            value={draft.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
          <MoreSettings webhook={webhook} version={version} onWebhook={setWebhook} onVersion={setVersion} />
        </Step>
        {refusal.form !== null && (
          <Notice tone="bad" isUrgent>
            {refusal.form}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {onCancel && <Button onClick={onCancel}>{common("cancel")}</Button>}
          <Button type="submit" look="primary" disabled={add.isPending}>
            {add.isPending ? t("checking") : t("check")}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h3 className="flex items-center gap-2 font-semibold">
        <span
          aria-hidden="true"
          className="grid size-5.5 shrink-0 place-items-center rounded-full bg-accent-soft text-[12px] text-accent-ink"
        >
          {number}
        </span>
        {title}
      </h3>
      {children}
    </section>
  );
}

interface MoreSettingsProps {
  webhook: WebhookChoice;
  version: VersionChoice;
  onWebhook: (webhook: WebhookChoice) => void;
  onVersion: (version: VersionChoice) => void;
}

/** How messages announce themselves; and what most people never need, folded away. */
function MoreSettings({ webhook, version, onWebhook, onVersion }: MoreSettingsProps) {
  const t = useTranslations("sellers");
  return (
    <>
      <SelectField
        label={t("webhookMode")}
        hint={t("webhookHint")}
        value={webhook}
        onChange={(event) => onWebhook(oneOf<WebhookChoice>(["push", "signed", "none"], event.target.value))}
        options={[
          { value: "push", label: t("webhookPush") },
          { value: "signed", label: t("webhookSigned") },
          { value: "none", label: t("webhookNone") },
        ]}
      />
      <details>
        <summary className="cursor-pointer py-1 text-muted hover:text-ink">{t("more")}</summary>
        <div className="mt-2">
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
    </>
  );
}

/** The value of a list's option; the first one when it is none of them. */
function oneOf<Value extends string>(values: readonly [Value, ...Value[]], chosen: string): Value {
  return values.find((value) => value === chosen) ?? values[0];
}
