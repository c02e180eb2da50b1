"use client";

import { Check, CircleCheck, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyFacts } from "@/lib/wire/seller-keys";
import { useTimeWords } from "../shell/use-time-words";
import { Notice } from "../ui/notice";

const RIGHTS = [
  ["read_chats", "rightReadChats"],
  ["write_chats", "rightWriteChats"],
  ["read_orders", "rightOrders"],
  ["set_webhooks", "rightWebhooks"],
] as const;

/** What a key that was tried can do, right by right, and what it lacks. */
export function KeyVerdict({ facts }: { facts: KeyFacts }) {
  const t = useTranslations("sellers");
  const words = useTimeWords();
  const { account_name: account, expires_at: expiresAt, rights } = facts;
  const end =
    expiresAt === null ? t("triedForever") : t("triedUntil", { date: words.date(new Date(expiresAt)) });
  return (
    <div role="status" className="flex flex-col gap-2.5">
      <div className="rounded-control border border-line px-3 py-2.5">
        <p className="flex items-center gap-2 font-semibold">
          <CircleCheck size={16} aria-hidden="true" className="shrink-0 text-ok" />
          {t("triedTitle")}
        </p>
        <p className="wrap-anywhere mt-0.5 text-muted">
          {account !== null && `${t("triedAccount", { name: account })} · `}
          {end}
        </p>
        {rights === null ? (
          <p className="mt-1 text-muted">{t("rightsNone")}</p>
        ) : (
          <ul className="mt-1.5 grid gap-x-4 gap-y-1 two:grid-cols-2">
            {RIGHTS.map(([right, text]) => (
              <Right key={right} name={t(text)} isGranted={rights[right]} />
            ))}
          </ul>
        )}
      </div>
      <Lack facts={facts} />
    </div>
  );
}

function Right({ name, isGranted }: { name: string; isGranted: boolean }) {
  const t = useTranslations("sellers");
  const Icon = isGranted ? Check : Minus;
  return (
    <li className="flex items-center gap-1.5">
      <Icon size={15} aria-hidden="true" className={isGranted ? "shrink-0 text-ok" : "shrink-0 text-muted"} />
      <span className={isGranted ? undefined : "text-muted"}>{name}</span>
      <span className="sr-only">: {t(isGranted ? "rightYes" : "rightNo")}</span>
    </li>
  );
}

function Lack({ facts }: { facts: KeyFacts }) {
  const t = useTranslations("sellers");
  if (facts.chat_access === "subscription_missing") return <Notice tone="warn">{t("lackPremium")}</Notice>;
  if (facts.chat_access !== "role_missing") return null;
  const roles = facts.roles.join(", ");
  return <Notice tone="warn">{roles === "" ? t("lackRoleUnknown") : t("lackRole", { roles })}</Notice>;
}
