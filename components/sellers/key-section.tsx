"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { showToast } from "../shell/toast";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { NewKeyDialog } from "./change-dialogs";
import { useCheckKey } from "./key-queries";
import { KeyWarnings } from "./seller-facts";
import { daysOfUse, daysToEnd } from "./seller-state";
import { useKeyRefusal } from "./use-key-refusal";

const accessTexts = {
  ok: "chatAccessOk",
  role_missing: "chatAccessRole",
  subscription_missing: "chatAccessPremium",
} as const;

/** The key in use: how old it is, when it ends, what it may do, and its successor. */
export function KeySection({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const [isRotating, setRotating] = useState(false);
  const check = useCheckKey(seller.id);
  const refusal = useKeyRefusal(check.error);
  const problem = refusal.apiKey ?? refusal.clientId ?? refusal.form;
  return (
    <>
      <KeyFacts seller={seller} />
      <KeyWarnings seller={seller} />
      {problem !== null && (
        <Notice tone="bad" isUrgent>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setRotating(true)}>{t("rotate")}</Button>
        <Button
          disabled={check.isPending}
          onClick={() =>
            check.mutate(undefined, { onSuccess: () => showToast("success", t("checkKeyDone")) })
          }
        >
          {check.isPending ? t("checking") : t("checkKey")}
        </Button>
      </div>
      {isRotating && <NewKeyDialog seller={seller} onClose={() => setRotating(false)} />}
    </>
  );
}

function KeyFacts({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const words = useTimeWords();
  const now = useNow();
  const { api_key_expires_at: expiresAt, chat_access: access } = seller;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now;
  const end =
    expiresAt === null
      ? t("keyEndUnknown")
      : isOver
        ? words.date(new Date(expiresAt))
        : t("keyEndIn", { date: words.date(new Date(expiresAt)), days: daysToEnd(expiresAt, now) });
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5">
      <Fact name={t("clientId")}>{seller.client_id}</Fact>
      <Fact name={t("keyNow")}>{seller.api_key_hint}</Fact>
      <Fact name={t("keyAge")}>{t("keyAgeDays", { days: daysOfUse(seller.api_key_set_at, now) })}</Fact>
      <Fact name={t("keyEnd")}>{end}</Fact>
      <Fact name={t("keyRoles")}>
        {seller.api_key_roles.length === 0 ? t("keyRolesNone") : seller.api_key_roles.join(", ")}
      </Fact>
      <Fact name={t("chatAccess")}>{t(access === null ? "chatAccessUnknown" : accessTexts[access])}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}
