"use client";

import { useTranslations } from "next-intl";
import type { Posting } from "@/lib/wire/chats";
import { cx } from "../ui/class-names";
import { CopyButton } from "../ui/copy-button";
import { FactButton } from "./fact-button";
import { type OrderStep, toOrderSteps } from "./order-steps";
import { useOrderWords } from "./order-words";

/** Shipments of the order, one below the other; a fact pressed goes into the reply. */
export function OrderFacts({ postings }: { postings: readonly Posting[] }) {
  return (
    <div className="flex flex-col gap-4">
      {postings.map((posting) => (
        <Shipment key={posting.posting_number} posting={posting} isOneOfMany={postings.length > 1} />
      ))}
    </div>
  );
}

function Shipment({ posting, isOneOfMany }: { posting: Posting; isOneOfMany: boolean }) {
  const t = useTranslations("order");
  const steps = toOrderSteps(posting);
  return (
    <article aria-label={t("shipment", { number: posting.posting_number })}>
      {isOneOfMany && (
        <h4 className="mb-1 truncate font-medium text-[12.5px]">
          {t("shipment", { number: posting.posting_number })}
        </h4>
      )}
      <Products posting={posting} />
      {steps.length === 0 ? (
        <p className="mt-2 text-muted">{t("unknownState", { status: posting.status })}</p>
      ) : (
        <ol className="mt-2" aria-label={t("way")}>
          {steps.map((step) => (
            <Step key={step.id} posting={posting} step={step} />
          ))}
        </ol>
      )}
      <Tracking posting={posting} />
    </article>
  );
}

function Products({ posting }: { posting: Posting }) {
  const t = useTranslations("order");
  const words = useOrderWords();
  return (
    <ul>
      {posting.products.map((product) => {
        const price = words.price(product);
        return (
          <li key={`${product.sku} ${product.offer_id} ${product.name}`}>
            <FactButton sentence={words.sayProduct(product)} className="flex-col items-start gap-0">
              <bdi className="line-clamp-2 wrap-anywhere font-medium">{product.name}</bdi>
              <span className="text-muted tabular-nums">
                {price !== null && `${price} · `}
                {t("pieces", { count: product.quantity })}
                {product.offer_id !== null && ` · ${product.offer_id}`}
              </span>
            </FactButton>
          </li>
        );
      })}
    </ul>
  );
}

const dots: Record<OrderStep["state"], string> = {
  done: "bg-ok",
  now: "border-2 border-accent bg-panel",
  ahead: "border border-control bg-panel",
  failed: "bg-bad",
};

function Step({ posting, step }: { posting: Posting; step: OrderStep }) {
  const t = useTranslations("order");
  const words = useOrderWords();
  const when = words.when(step);
  return (
    <li aria-current={step.state === "now" ? "step" : undefined}>
      <FactButton sentence={words.sentenceOf(posting, step)}>
        <span aria-hidden="true" className={cx("size-2.25 shrink-0 rounded-full", dots[step.state])} />
        <span
          className={cx(
            "min-w-0 flex-1 truncate",
            step.state === "now" && "font-medium",
            step.state === "ahead" && "text-muted",
            step.state === "failed" && "font-medium text-bad-ink",
          )}
        >
          {t(`steps.${step.id}`)}
          <span className="sr-only"> {t(`stepStates.${step.state}`)}</span>
        </span>
        {when !== null && <span className="shrink-0 text-[12.5px] text-muted tabular-nums">{when}</span>}
      </FactButton>
    </li>
  );
}

function Tracking({ posting }: { posting: Posting }) {
  const t = useTranslations();
  const words = useOrderWords();
  if (posting.tracking_number === null) return null;
  return (
    <div className="mt-1 flex items-center gap-1">
      <FactButton sentence={words.sayTracking(posting.tracking_number)} className="min-w-0 flex-1">
        <span className="shrink-0 text-muted">{t("order.tracking")}</span>
        <bdi className="ml-auto truncate tabular-nums">{posting.tracking_number}</bdi>
      </FactButton>
      <CopyButton
        value={posting.tracking_number}
        label={t("context.copyValue", { what: t("order.tracking") })}
        copiedLabel={t("common.copied")}
      />
    </div>
  );
}
