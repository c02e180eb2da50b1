"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Order, OrderDetails } from "@/lib/wire/orders";
import type { ChatOrdersAnswer } from "../conversation/context-queries";
import { useMoney } from "../market/money";
import { useNow } from "../shell/use-now";

export type Step = OrderDetails["steps"][number];
export type Stock = OrderDetails["stock"][number];
export type Return = OrderDetails["returns"][number];
type Product = Order["products"][number];

/** Days as they stand in a sentence: "24 ноября", "23–25 ноября". */
function useDays() {
  const locale = useLocale();
  return useMemo(() => {
    const long = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
    const short = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
    const range = (format: Intl.DateTimeFormat, from: string | null, to: string) =>
      from === null ? format.format(new Date(to)) : format.formatRange(new Date(from), new Date(to));
    return {
      day: (instant: string) => long.format(new Date(instant)),
      short: (instant: string) => short.format(new Date(instant)),
      days: (from: string | null, to: string) => range(long, from, to),
      shortDays: (from: string | null, to: string) => range(short, from, to),
    };
  }, [locale]);
}

/** Facts about an order, each as a sentence that an operator would write to the buyer. */
export function useSentences() {
  const t = useTranslations("chatOrders");
  const money = useMoney();
  const days = useDays();
  const nowMs = useNow();
  return useMemo(() => {
    const promiseOf = ({ deliver_from, deliver_by }: Order) =>
      deliver_by === null ? null : days.days(deliver_from, deliver_by);
    const orNone = (text: string | null) => text ?? "none";
    // What was promised for a day that has passed is no promise: better none than one that is broken already.
    const isAhead = (instant: string | null): instant is string =>
      instant !== null && Date.parse(instant) > nowMs;
    return {
      days,
      promiseOf,
      step(order: Order, step: Step): string {
        return t(`say.steps.${step.step}`, {
          isAhead: step.state === "next" || step.state === "skipped" ? "yes" : "no",
          at: orNone(step.at === null ? null : days.day(step.at)),
          shipBy: orNone(isAhead(order.ship_by) ? days.day(order.ship_by) : null),
          promise: orNone(isAhead(order.deliver_by) ? promiseOf(order) : null),
        });
      },
      product: ({ name, quantity, price, currency }: Product) =>
        t("say.product", { name, quantity, price: price === null ? "none" : money(price, currency) }),
      stock: ({ name, free }: Pick<Stock, "name" | "free">) => t("say.stock", { name, free }),
      asked({ name, free, price, currency }: NonNullable<ChatOrdersAnswer["asked_about"]>): string {
        return t("say.asked", { name, free, price: price === null ? "none" : money(price, currency) });
      },
      tracking: (number: string) => t("say.tracking", { number }),
      carrier: (name: string) => t("say.carrier", { name }),
      warehouse: (name: string) => t("say.warehouse", { name }),
      total: ({ total, currency }: Order) => t("say.total", { total: money(total, currency) }),
      back: ({ product_name, status_name, state }: Return) =>
        t("say.return", { name: orNone(product_name), state: status_name ?? state }),
      earlier: ({ order_number, ordered_at }: Order) =>
        t("say.earlier", {
          number: order_number,
          at: orNone(ordered_at === null ? null : days.day(ordered_at)),
        }),
    };
  }, [t, money, days, nowMs]);
}
