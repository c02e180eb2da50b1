"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { createApiToken } from "@/lib/wire/api-tokens";
import type { AnswerOf, Permission } from "@/lib/wire/endpoint";
import { Choice } from "../settings/choice";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { endOf, type Lifetime, lifetimes } from "./expiry";
import { useCreateToken } from "./queries";
import { ScopeFields } from "./scope-fields";

interface TokenFormProps {
  onMade: (made: AnswerOf<typeof createApiToken>) => void;
  onCancel: () => void;
}

const USUAL_LIFETIME: Lifetime = 90;

/** What a new token is for, what it may do, and how long. */
export function TokenForm({ onMade, onCancel }: TokenFormProps) {
  const t = useTranslations("apiTokens");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = useCreateToken(onMade);
  const [name, setName] = useState("");
  const [extent, setExtent] = useState<"some" | "all">("some");
  const [scopes, setScopes] = useState<Permission[]>(["chats.read"]);
  const [lifetime, setLifetime] = useState<Lifetime>(USUAL_LIFETIME);
  const [isChecked, setChecked] = useState(false);
  const isNameEmpty = name.trim() === "";
  const isScopeEmpty = extent === "some" && scopes.length === 0;
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (isNameEmpty || isScopeEmpty || isPending) return;
    const expires_at = endOf(lifetime, Date.now());
    mutate({ name: name.trim(), scopes: extent === "all" ? ["*"] : scopes, expires_at });
  }
  const daysOf = (days: Lifetime) => {
    if (days === null) return t("never");
    return days === 365 ? t("year") : t("days", { count: days });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        error={isChecked && isNameEmpty ? t("nameEmpty") : null}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Choice
        label={t("scope")}
        isList
        value={extent}
        options={[
          { value: "some", label: t("scopeSome") },
          { value: "all", label: t("scopeAll"), hint: t("scopeAllHint") },
        ]}
        onChange={setExtent}
      />
      {extent === "some" && (
        <ScopeFields chosen={scopes} isWrong={isChecked && isScopeEmpty} onChange={setScopes} />
      )}
      <Choice
        label={t("expiry")}
        value={String(lifetime)}
        options={lifetimes.map((days) => ({ value: String(days), label: daysOf(days) }))}
        onChange={(value) => setLifetime(lifetimes.find((days) => String(days) === value) ?? null)}
      />
      {lifetime === null && <Notice tone="warn">{t("neverWarning")}</Notice>}
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}
