"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderDetails } from "@/lib/wire/orders";
import { FactButton } from "../conversation/fact-button";
import { useMoney } from "../market/money";
import { Picture } from "../market/picture";
import type { Acting } from "../orders/acting";
import { useMayAct } from "../orders/order-rights";
import { useOrderWords } from "../orders/use-order-words";
import { useCurrentUser } from "../shell/current-user";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { CopyButton } from "../ui/copy-button";
import { type Return, type Step, useSentences } from "./sentences";
import { stockWords, useStockWords } from "./stock-words";

interface ShipmentProps {
  order: OrderDetails;
  onAct: (acting: Acting) => void;
}

/** One posting: what is in it, where it is, what was promised, what can be done. A fact pressed goes into the reply. */
export function Shipment({ order, onAct }: ShipmentProps) {
  const t = useTranslations("chatOrders");
  const words = useOrderWords();
  const stage = words.stage(order);
  return (
    <article aria-label={t("shipment", { number: order.posting_number })}>
      <p className="mb-1 flex items-center gap-2 text-[12.5px]">
        <Chip tone={stage.tone}>{stage.text}</Chip>
        <span className="text-muted">{words.scheme(order.scheme)}</span>
        <Link
          href={`/orders/${encodeURIComponent(order.id)}?tab=all`}
          title={order.posting_number}
          className="ml-auto truncate rounded-[4px] text-accent-ink underline-offset-2 hover:underline"
        >
          {t("open")}
        </Link>
      </p>
      <Products order={order} />
      <Way order={order} />
      <Facts order={order} />
      <Returns returns={order.returns} />
      <Acts order={order} onAct={onAct} />
    </article>
  );
}

function Products({ order }: { order: OrderDetails }) {
  const t = useTranslations("chatOrders");
  const say = useSentences();
  const money = useMoney();
  const words = useStockWords();
  return (
    <ul>
      {order.products.map((product) => {
        const stock = order.stock.find(({ offer_id }) => offer_id === product.offer_id);
        const left = stockWords(stock, words);
        return (
          <li key={`${product.sku} ${product.offer_id} ${product.name}`}>
            <FactButton sentence={say.product(product)} className="items-start">
              <Picture src={product.picture} name={product.name} size={40} />
              <span className="min-w-0 flex-1">
                <bdi className="line-clamp-2 wrap-anywhere font-medium">{product.name}</bdi>
                <span className="block text-[12.5px] text-muted tabular-nums">
                  {money(product.price, product.currency)} · {t("pieces", { count: product.quantity })}
                  {product.offer_id !== null && <bdi> · {product.offer_id}</bdi>}
                </span>
              </span>
            </FactButton>
            {stock !== undefined && stock.seen_at !== null ? (
              <FactButton sentence={say.stock(stock)} className="pl-14 text-[12.5px]">
                <span
                  className={cx("min-w-0 wrap-anywhere tabular-nums", stock.free <= 0 && "text-warn-ink")}
                >
                  {left}
                </span>
              </FactButton>
            ) : (
              <p className="pl-12 text-[12.5px] text-muted">{left}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const dots: Record<Step["state"], string> = {
  done: "bg-ok",
  now: "border-2 border-accent bg-panel",
  next: "border border-control bg-panel",
  skipped: "border border-line bg-panel",
};

function Way({ order }: { order: OrderDetails }) {
  const t = useTranslations("orders");
  if (order.steps.length === 0)
    return <p className="mt-2 text-muted">{t("unknownState", { status: order.status })}</p>;
  return (
    <ol className="mt-2" aria-label={t("way")}>
      {order.steps
        .filter(({ state }) => state !== "skipped")
        .map((step) => (
          <WayStep key={step.step} order={order} step={step} />
        ))}
    </ol>
  );
}

function WayStep({ order, step }: { order: OrderDetails; step: Step }) {
  const t = useTranslations("orders");
  const short = useTranslations("chatOrders");
  const say = useSentences();
  const isBad = step.step === "cancelled" && step.state !== "next";
  const when =
    step.at !== null
      ? say.days.short(step.at)
      : step.by === null
        ? null
        : step.step === "delivered"
          ? say.days.shortDays(order.deliver_from, step.by)
          : step.step === "handed_over"
            ? short("until", { date: say.days.short(step.by) })
            : null;
  return (
    <li aria-current={step.state === "now" ? "step" : undefined}>
      <FactButton sentence={say.step(order, step)}>
        <span
          aria-hidden="true"
          className={cx("size-2.25 shrink-0 rounded-full", isBad ? "bg-bad" : dots[step.state])}
        />
        <span
          className={cx(
            "min-w-0 flex-1 truncate",
            step.state === "now" && "font-medium",
            step.state === "next" && "text-muted",
            isBad && "font-medium text-bad-ink",
          )}
        >
          {t(`steps.${step.step}`)}
          <span className="sr-only"> {t(`stepStates.${step.state}`)}</span>
        </span>
        {when !== null && <span className="shrink-0 text-[12.5px] text-muted tabular-nums">{when}</span>}
      </FactButton>
    </li>
  );
}

/** Tracking, warehouse, carrier, sum: one line each, those that are known. */
function Facts({ order }: { order: OrderDetails }) {
  const t = useTranslations();
  const say = useSentences();
  const money = useMoney();
  const { tracking_number: tracking, warehouse, carrier, delivery_method: method } = order;
  const carried = carrier ?? method;
  return (
    <div className="mt-1">
      {tracking !== null && (
        <div className="flex items-center gap-1">
          <Fact name={t("orders.facts.tracking")} value={tracking} sentence={say.tracking(tracking)} />
          <span className="-mr-2">
            <CopyButton
              value={tracking}
              label={t("context.copyValue", { what: t("orders.facts.tracking") })}
              copiedLabel={t("common.copied")}
            />
          </span>
        </div>
      )}
      {carried !== null && (
        <Fact name={t("orders.facts.carrier")} value={carried} sentence={say.carrier(carried)} />
      )}
      {warehouse?.name && (
        <Fact
          name={t("orders.facts.warehouse")}
          value={warehouse.name}
          sentence={say.warehouse(warehouse.name)}
        />
      )}
      {order.total !== null && (
        <Fact
          name={t("orders.total")}
          value={money(order.total, order.currency)}
          sentence={say.total(order)}
        />
      )}
    </div>
  );
}

function Fact({ name, value, sentence }: { name: string; value: string; sentence: string }) {
  return (
    <FactButton sentence={sentence} className="min-w-0 flex-1">
      <span className="shrink-0 text-muted">{name}</span>
      <bdi className="ml-auto truncate tabular-nums" title={value}>
        {value}
      </bdi>
    </FactButton>
  );
}

/** What of it goes, or went, back; deciding is done where everything about a return stands. */
function Returns({ returns }: { returns: readonly Return[] }) {
  const t = useTranslations("chatOrders");
  const say = useSentences();
  const { role } = useCurrentUser();
  if (returns.length === 0) return null;
  return (
    <section className="mt-2" aria-label={t("returns")}>
      <h4 className="font-medium text-[12.5px] text-muted">{t("returns")}</h4>
      <ul>
        {returns.map((one) => {
          const isToDecide = one.actions.length > 0 && role !== "operator";
          return (
            <li key={one.id} className="flex items-center gap-1">
              <FactButton sentence={say.back(one)} className="min-w-0 flex-1">
                <bdi className="min-w-0 flex-1 truncate">{one.product_name ?? one.number ?? t("return")}</bdi>
                <span className="shrink-0 text-[12.5px] text-muted">{one.status_name ?? one.state}</span>
              </FactButton>
              <Link
                href={`/returns/${encodeURIComponent(one.id)}`}
                className="shrink-0 rounded-[4px] px-1 text-[12.5px] text-accent-ink underline-offset-2 hover:underline"
              >
                {t(isToDecide ? "decide" : "open")}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const acts = ["assemble", "hand_over", "cancel"] as const;

function Acts({ order, onAct }: ShipmentProps) {
  const t = useTranslations("orderActs");
  const may = useMayAct();
  const open = acts.filter((act) => may(act) && order.actions.includes(act));
  if (open.length === 0) return null;
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {open.map((act) => (
        <Button
          key={act}
          look={act === "cancel" ? "quiet" : "plain"}
          className="text-[12.5px]"
          onClick={() => onAct({ act, orders: [order] })}
        >
          {t(`acts.${act}`)}
        </Button>
      ))}
    </div>
  );
}
