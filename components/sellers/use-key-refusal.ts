"use client";

import { useTranslations } from "next-intl";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";

/** What to say of a refusal, each where it belongs. */
export interface KeyRefusal {
  readonly clientId: string | null;
  readonly apiKey: string | null;
  readonly form: string | null;
}

const nothing: KeyRefusal = { clientId: null, apiKey: null, form: null };
const reasonTexts = {
  ended: "keyEnded",
  address_not_allowed: "keyAddress",
  account_blocked: "keyBlocked",
} as const;

/** Puts a refusal of a tried key into plain words. */
export function useKeyRefusal(error: Error | null): KeyRefusal {
  const t = useTranslations("sellers");
  const errorText = useErrorText();
  if (error === null) return nothing;
  const code = error instanceof ApiError ? error.code : "unexpected";
  if (code === "credentials_rejected") return { ...nothing, apiKey: t(textOfReason(error)) };
  if (code === "seller_exists") return { ...nothing, clientId: t("sellerExists") };
  if (code === "marketplace_unavailable" || code === "rate_limited")
    return { ...nothing, form: t("unavailable") };
  return { ...nothing, form: errorText(error) };
}

function textOfReason(error: Error): "keyRejected" | (typeof reasonTexts)[keyof typeof reasonTexts] {
  const details: unknown = error instanceof ApiError ? error.details.fields : null;
  const reason =
    typeof details === "object" && details !== null && "reason" in details ? details.reason : null;
  const known = Object.entries(reasonTexts).find(([name]) => name === reason)?.[1];
  return known ?? "keyRejected";
}
