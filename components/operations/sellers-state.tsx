"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Operations } from "@/lib/wire/operations";
import { useFigureWords } from "../reports/use-figure-words";
import { Choice } from "../settings/choice";
import { useCodeText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Chip } from "../ui/chip";
import { type SellerOrder, sortSellers, toneOfLag } from "./seller-order";

type SellerState = Operations["sellers"][number];

/** Shop by shop: when it was last asked; a row opens on what was answered and what its limits leave. */
export function SellersState({ sellers, since }: { sellers: readonly SellerState[]; since: string }) {
  const t = useTranslations("operations");
  const [order, setOrder] = useState<SellerOrder>("lag");
  if (sellers.length === 0) return <p className="text-muted">{t("noSellers")}</p>;
  return (
    <>
      {sellers.length > 1 && (
        <Choice
          label={t("order")}
          isLabelHidden
          value={order}
          options={[
            { value: "lag", label: t("orderLag") },
            { value: "name", label: t("orderName") },
          ]}
          onChange={setOrder}
        />
      )}
      <ul className="border-line border-t">
        {sortSellers(sellers, order).map((seller) => (
          <li key={seller.id} className="border-line border-b">
            <SellerRow seller={seller} since={since} />
          </li>
        ))}
      </ul>
    </>
  );
}

function SellerRow({ seller, since }: { seller: SellerState; since: string }) {
  const t = useTranslations("operations");
  const words = useFigureWords();
  return (
    <details className="group">
      <summary className="focus-inset flex min-h-10 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5 hover:bg-hover pointer-coarse:min-h-11">
        <ChevronRight
          size={15}
          aria-hidden="true"
          className="shrink-0 text-muted transition-transform duration-120 group-open:rotate-90"
        />
        <span className="wrap-anywhere min-w-32 flex-1">
          <bdi className="font-medium">{seller.name}</bdi>
        </span>
        {seller.queued_messages > 0 && <Chip>{t("queuedReplies", { count: seller.queued_messages })}</Chip>}
        <StateChip seller={seller} />
        <span className="min-w-24 text-right text-muted tabular-nums">
          {seller.lag_seconds === null ? t("never") : t("ago", { time: words.span(seller.lag_seconds) })}
        </span>
      </summary>
      <SellerFacts seller={seller} since={since} />
    </details>
  );
}

function StateChip({ seller }: { seller: SellerState }) {
  const t = useTranslations("operations");
  if (seller.status !== "active") {
    return (
      <Chip tone={seller.status === "paused" ? "plain" : "bad"}>{t(`sellerStatus.${seller.status}`)}</Chip>
    );
  }
  if (seller.phase === "backfill") return <Chip tone="accent">{t("loadsHistory")}</Chip>;
  if (seller.failures > 0) return <Chip tone="warn">{t("failures", { count: seller.failures })}</Chip>;
  return toneOfLag(seller) === "bad" ? <Chip tone="bad">{t("late")}</Chip> : null;
}

function SellerFacts({ seller, since }: { seller: SellerState; since: string }) {
  const t = useTranslations("operations");
  const words = useFigureWords();
  const times = useTimeWords();
  const codeText = useCodeText();
  const nowMs = useNow();
  const { last_error_code: code, next_attempt_at: nextAt } = seller;
  return (
    <dl className="mb-2 ml-6.5 grid gap-x-4 gap-y-1 pb-1 two:grid-cols-[max-content_1fr]">
      {code !== null && <Fact name={t("lastError")}>{codeText(code, t(outcomeName(code)))}</Fact>}
      {nextAt !== null && <Fact name={t("nextAttempt")}>{times.moment(new Date(nextAt), nowMs)}</Fact>}
      <Fact name={t("requestsSince", { time: times.clock(new Date(since)) })}>
        {seller.requests.length === 0
          ? t("noRequests")
          : seller.requests
              .map((one) =>
                t("outcomeCount", { name: t(outcomeName(one.outcome)), count: words.count(one.count) }),
              )
              .join(", ")}
        {seller.average_ms !== null && `; ${t("average", { ms: words.count(seller.average_ms) })}`}
      </Fact>
      <Fact name={t("limits")}>
        <ul>
          {seller.limits.map((rule) => (
            <li key={rule.name}>
              {t("limit", { requests: rule.requests, seconds: rule.window_seconds, free: rule.free })}
            </li>
          ))}
        </ul>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere min-w-0 tabular-nums">{children}</dd>
    </>
  );
}

const outcomes = [
  "ok",
  "credentials_rejected",
  "role_missing",
  "subscription_missing",
  "rate_limited",
  "moderation_rejected",
  "reply_window_closed",
  "chat_closed",
  "not_found",
  "cursor_refused",
  "unavailable",
  "unexpected_answer",
] as const;

function outcomeName(outcome: string): `outcomes.${(typeof outcomes)[number] | "other"}` {
  return `outcomes.${outcomes.find((one) => one === outcome) ?? "other"}`;
}
