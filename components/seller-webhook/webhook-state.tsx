"use client";

import { useTranslations } from "next-intl";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { useCodeText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { Notice } from "../ui/notice";

const MINUTE_MS = 60_000;

/** How the webhook stands at its marketplace, in words, and what is being done where it does not work. */
export function WebhookState({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const { registration: state, url_problem: problem } = webhook;
  return (
    <div data-webhook-state={state.state} className="flex flex-col gap-2">
      {problem !== null && (
        <Notice tone="warn">{problem === "not_public" ? t("notPublic") : t("notHttps")}</Notice>
      )}
      {state.state === "failed" && <Failed webhook={webhook} />}
      {state.state === "silent" && <Silent webhook={webhook} />}
      <Quiet webhook={webhook} />
    </div>
  );
}

/** What is as it should be, without a loud colour. */
function Quiet({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const now = useNow();
  const words = useTimeWords();
  const { registration: state } = webhook;
  const moment = (instant: string) => words.moment(new Date(instant), now);
  const parts =
    state.state === "none"
      ? [webhook.url_problem === null && isByItself(webhook) ? t("stateNone") : t("stateNoneByHand")]
      : state.state === "registered"
        ? [
            state.registered_at === null
              ? t("stateByHand")
              : t("stateRegistered", { time: moment(state.registered_at) }),
            ...(state.checked_at === null ? [] : [t("stateChecked", { time: moment(state.checked_at) })]),
          ]
        : [];
  const last = webhook.last_received_at;
  const since = last === null ? null : now - Date.parse(last);
  const received =
    since === null
      ? t("neverReceived")
      : since < MINUTE_MS
        ? t("lastReceivedNow")
        : t("lastReceived", { time: words.duration(since) });
  const isWell = state.state === "registered";
  return (
    <p className="text-muted">
      <span
        aria-hidden="true"
        className={cx("mr-1.5 inline-block size-2 rounded-full", isWell ? "bg-ok" : "bg-control")}
      />
      {[...parts, received].join(state.state === "none" ? " " : " · ")}
    </p>
  );
}

function isByItself(webhook: SellerWebhook): boolean {
  return webhook.mode !== null && webhook.modes.includes(webhook.mode);
}

function Failed({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const codeText = useCodeText();
  const { error } = webhook.registration;
  if (error === null) return null;
  const hasWords = error.message !== error.code;
  return (
    <Notice tone="bad" title={t("stateFailed")}>
      <p>{t("stateFailedText", { reason: codeText(error.code, error.message) })}</p>
      {hasWords && <p className="mt-1">{t("theirWords", { words: error.message })}</p>}
    </Notice>
  );
}

function Silent({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const now = useNow();
  const words = useTimeWords();
  const { silent_since: since, revived_at: revived, missed } = webhook.registration;
  if (since === null) return null;
  return (
    <Notice tone="warn" title={t("stateSilent", { time: words.moment(new Date(since), now) })}>
      {t("stateSilentText", { missed })}{" "}
      {revived !== null && t("stateRevived", { time: words.moment(new Date(revived), now) })}
    </Notice>
  );
}
