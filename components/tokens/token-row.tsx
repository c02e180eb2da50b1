"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { IconButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { stateOfEnd } from "./expiry";
import type { ApiToken } from "./queries";
import { isPermission, scopeTexts } from "./scope-words";

/** One token: what it is for, what it may, whose, since when and until when, and whether anybody uses it. */
export function TokenRow({ token, onDelete }: { token: ApiToken; onDelete: () => void }) {
  const t = useTranslations("apiTokens");
  const words = useTimeWords();
  const nowMs = useNow();
  const { name, scopes } = token;
  const may = scopes.includes("*")
    ? t("mayAll")
    : scopes.map((scope) => (isPermission(scope) ? t(scopeTexts[scope]) : scope)).join("; ");
  const facts = [
    token.created_by === null ? t("actsForGone") : t("actsFor", { name: token.created_by }),
    t("made", { date: words.date(new Date(token.created_at)) }),
    token.last_used_at === null
      ? t("neverUsed")
      : t("usedAt", { moment: words.moment(new Date(token.last_used_at), nowMs) }),
  ];
  return (
    <li className="flex items-start gap-3 border-line border-b py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h2 className="wrap-anywhere font-medium">{name}</h2>
          <End expiresAt={token.expires_at} nowMs={nowMs} />
        </div>
        <p className="wrap-anywhere text-muted">{t("may", { what: may })}</p>
        <p className="mt-0.5 wrap-anywhere text-[12px] text-muted tabular-nums">{facts.join(" · ")}</p>
      </div>
      <IconButton label={t("delete", { name })} className="-my-1" onClick={onDelete}>
        <Trash2 size={15} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function End({ expiresAt, nowMs }: { expiresAt: string | null; nowMs: number }) {
  const t = useTranslations("apiTokens");
  const words = useTimeWords();
  const state = stateOfEnd(expiresAt, nowMs);
  const date = expiresAt === null ? "" : words.date(new Date(expiresAt));
  switch (state) {
    case "forever":
      return <Chip>{t("forever")}</Chip>;
    case "ended":
      return <Chip tone="bad">{t("ended")}</Chip>;
    case "soon":
      return <Chip tone="warn">{t("expiresSoon", { date })}</Chip>;
    case "later":
      return <Chip>{t("expires", { date })}</Chip>;
    default:
      return state satisfies never;
  }
}
