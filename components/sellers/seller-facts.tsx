"use client";

import { useTranslations } from "next-intl";
import type { Seller } from "@/lib/wire/sellers";
import { useChatWords } from "../inbox/use-chat-words";
import { useCodeText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { Notice } from "../ui/notice";
import { type SellerHealth, toKeyWarning } from "./seller-state";

const healthLook = {
  working: { dot: "bg-ok", text: "statusActive" },
  backfill: { dot: "bg-ok", text: "statusActive" },
  trouble: { dot: "bg-warn", text: "statusTrouble" },
  paused: { dot: "bg-control", text: "statusPaused" },
  rejected: { dot: "bg-bad", text: "statusRejected" },
} as const satisfies Record<SellerHealth, { dot: string; text: string }>;

/** How a seller is doing, when it was last looked at, where it is. */
export function SellerLine({ seller, health }: { seller: Seller; health: SellerHealth }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  const look = healthLook[health];
  const since = seller.last_synced_at === null ? null : now - Date.parse(seller.last_synced_at);
  const ago = since === null ? "" : since < 60_000 ? t("justNow") : t("ago", { time: words.duration(since) });
  return (
    <p className="mt-0.5 text-muted">
      <span aria-hidden="true" className={cx("mr-1.5 inline-block size-2 rounded-full", look.dot)} />
      <span
        className={
          health === "rejected" ? "text-bad-ink" : health === "trouble" ? "text-warn-ink" : "text-ink"
        }
      >
        {t(look.text)}
      </span>
      {since === null && health === "backfill"
        ? ""
        : ` · ${since === null ? t("neverSynced") : t("synced", { time: ago })}`}
      {` · ${marketplaceOf(seller.marketplace)}`}
      {seller.api_version !== "auto" && `, ${t("dialect", { version: seller.api_version })}`}
    </p>
  );
}

/** What to do about a key that ends, has ended, is old, or lacks something; nothing where all is well. */
export function KeyWarnings({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const warning = toKeyWarning(seller, now);
  const date = seller.api_key_expires_at === null ? "" : words.date(new Date(seller.api_key_expires_at));
  const access = seller.chat_access;
  const text =
    warning === "expired"
      ? t("keyExpired", { date })
      : warning === "ending"
        ? t("keyEnding", { date })
        : warning === "old"
          ? t("keyOld")
          : null;
  return (
    <>
      {text !== null && (
        <p className={cx("mt-1 text-[12.5px]", warning === "expired" ? "text-bad-ink" : "text-warn-ink")}>
          {text}
        </p>
      )}
      {access !== null && access !== "ok" && (
        <p className="mt-1 text-[12.5px] text-warn-ink">
          {t(access === "role_missing" ? "lackRoleCard" : "lackPremiumCard")}
        </p>
      )}
    </>
  );
}

/** Polling goes on by itself, so these say something else here than to a person who has just pressed a button. */
const troubleText = {
  marketplace_unavailable: "troubleUnavailable",
  rate_limited: "troubleSlow",
  unexpected_answer: "troubleUnexpected",
} as const;

/** What went wrong last, in words for somebody who only watches. */
export function LastError({ seller }: { seller: Seller }) {
  const t = useTranslations("sellers");
  const now = useNow();
  const words = useTimeWords();
  const codeText = useCodeText();
  if (seller.last_error === null) return null;
  const { at, code, message } = seller.last_error;
  const own = Object.entries(troubleText).find(([known]) => known === code)?.[1];
  return (
    <Notice tone="warn">
      {t("lastError", {
        time: words.moment(new Date(at), now),
        text: own ? t(own) : codeText(code, message),
      })}
    </Notice>
  );
}
