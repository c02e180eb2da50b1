"use client";

import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { Figures, getReport, MarketplaceScore } from "@/lib/wire/reports";
import { useMarketplaceScores } from "./queries";
import { useFigureWords } from "./use-figure-words";

const reasons = [
  "not_supported",
  "rate_limited",
  "role_missing",
  "credentials_rejected",
  "subscription_missing",
  "unavailable",
] as const;

/** The figures by which the marketplace scores each seller, with ours beside them. */
export function MarketplaceScores({
  report,
  sellerId,
}: {
  report: AnswerOf<typeof getReport>;
  sellerId: string | null;
}) {
  const t = useTranslations("reports");
  const { data: items, isError } = useMarketplaceScores(sellerId);
  if (items?.length === 0) return null;
  return (
    <section aria-labelledby="marketplace-scores">
      <h2 id="marketplace-scores" className="font-semibold text-[15px] tracking-tight">
        {t("scores")}
      </h2>
      <p className="mt-0.5 mb-2 max-w-160 text-[12px] text-muted">{t("scoresWhat")}</p>
      {isError && <p className="text-bad-ink">{t("scoresFailed")}</p>}
      {items === undefined && !isError && <div className="skeleton h-16 w-full rounded-control" />}
      <ul>
        {items?.map((item) => (
          <ScoreRow
            key={item.seller_id}
            item={item}
            ours={report.by_seller.find((row) => row.seller_id === item.seller_id)?.figures}
          />
        ))}
      </ul>
    </section>
  );
}

function ScoreRow({ item, ours }: { item: MarketplaceScore; ours: Figures | undefined }) {
  const t = useTranslations("reports");
  const words = useFigureWords();
  const reason = reasons.find((name) => name === item.reason) ?? "other";
  return (
    <li className="grid grid-cols-2 gap-x-6 gap-y-1 border-line/60 border-b py-2.5 two:grid-cols-[minmax(0,1.4fr)_1fr_1fr_1fr]">
      <span className="col-span-2 truncate font-medium two:col-span-1">
        <bdi>{item.name}</bdi>
      </span>
      {item.scores === null ? (
        <span className="col-span-2 text-muted two:col-span-3">{t(`reasons.${reason}`)}</span>
      ) : (
        <>
          <Score
            name={t("scoreReaction")}
            value={words.span(item.scores.reaction_seconds)}
            ours={words.span(ours?.first_reply.median_seconds ?? null)}
          />
          <Score
            name={t("scoreResponse")}
            value={words.span(item.scores.average_response_seconds)}
            ours={words.span(ours?.next_reply.median_seconds ?? null)}
          />
          <Score
            name={t("scoreWithin")}
            value={words.share(item.scores.within_24h)}
            ours={words.share(ours?.within_24h ?? null)}
          />
        </>
      )}
    </li>
  );
}

function Score({ name, value, ours }: { name: string; value: string; ours: string }) {
  const t = useTranslations("reports");
  return (
    <span className="flex flex-col tabular-nums">
      <span className="text-[12px] text-muted">{name}</span>
      <span>
        {value} <span className="text-[12px] text-muted">{t("scoreOurs", { value: ours })}</span>
      </span>
    </span>
  );
}
