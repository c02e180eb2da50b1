"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";

const FIRST_SHOWN = 5;
const known = {
  invalid_signature: "refusal_invalid_signature",
  unknown_webhook_shape: "refusal_unknown_webhook_shape",
  not_allowed: "refusal_not_allowed",
  network_refused: "refusal_network_refused",
} as const;

/** The last calls that were turned away, and why. Nothing where none was. */
export function LastRefusals({ refusals }: { refusals: SellerWebhook["last_refusals"] }) {
  const t = useTranslations("sellerWebhook");
  const now = useNow();
  const words = useTimeWords();
  const [isWhole, setWhole] = useState(false);
  if (refusals.length === 0) return null;
  const shown = isWhole ? refusals : refusals.slice(0, FIRST_SHOWN);
  const titleOf = (code: string) =>
    t(Object.entries(known).find(([name]) => name === code)?.[1] ?? "refusal_other");
  return (
    <section aria-label={t("refusals")} className="flex flex-col gap-1">
      <h3 className="font-medium">{t("refusals")}</h3>
      <ul className="text-[12.5px]">
        {shown.map((refusal, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike in everything
            key={`${refusal.at} ${place}`}
            className="flex flex-wrap gap-x-2 border-line border-b py-1.5 last:border-b-0"
          >
            <span className="text-muted tabular-nums">{words.moment(new Date(refusal.at), now)}</span>
            <span>{titleOf(refusal.code)}</span>
            <span className="wrap-anywhere min-w-0 text-muted">
              {[
                refusal.detail,
                refusal.from_ip === null ? "" : t("refusalFrom", { address: refusal.from_ip }),
              ]
                .filter((part) => part !== "")
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
      {refusals.length > FIRST_SHOWN && !isWhole && (
        <div>
          <Button look="quiet" onClick={() => setWhole(true)}>
            {t("refusalsAll")} ({refusals.length})
          </Button>
        </div>
      )}
    </section>
  );
}
