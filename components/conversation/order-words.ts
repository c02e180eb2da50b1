"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Posting } from "@/lib/wire/chats";
import { type OrderStep, parsePrice } from "./order-steps";

type Product = Posting["products"][number];

/** Facts of an order, and the sentences that tell them to the buyer. */
export function useOrderWords() {
  const t = useTranslations("order");
  const locale = useLocale();
  return useMemo(() => {
    const dayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
    const shortFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
    const day = (instant: string) => dayFormat.format(new Date(instant));
    const days = ({ from, to }: { from: string | null; to: string }) =>
      from === null ? day(to) : dayFormat.formatRange(new Date(from), new Date(to));
    function promiseOf(posting: Posting): string | null {
      return posting.deliver_by === null
        ? null
        : days({ from: posting.deliver_from, to: posting.deliver_by });
    }
    return {
      /** "19 нояб." or "23–25 нояб." */
      when(step: OrderStep): string | null {
        if (step.at !== null) return shortFormat.format(new Date(step.at));
        if (step.promise === null) return null;
        const { from, to } = step.promise;
        return from === null
          ? t("until", { date: shortFormat.format(new Date(to)) })
          : shortFormat.formatRange(new Date(from), new Date(to));
      },
      days,
      day,
      price(product: Product): string | null {
        const amount = parsePrice(product.price);
        if (amount === null) return product.price;
        try {
          return new Intl.NumberFormat(locale, {
            style: "currency",
            currency: product.currency ?? "RUB",
            maximumFractionDigits: Number.isInteger(amount) ? 0 : 2,
          }).format(amount);
        } catch {
          return `${amount} ${product.currency ?? ""}`; // a currency nobody has heard of
        }
      },
      /** What a press on a step of the way tells the buyer. */
      sentenceOf(posting: Posting, step: OrderStep): string {
        const promise = promiseOf(posting) ?? "none";
        const shipBy = posting.ship_by === null ? "none" : day(posting.ship_by);
        const at = step.at === null ? "none" : day(step.at);
        const isAhead = step.state === "ahead" ? "yes" : "no";
        return t(`say.${step.id}`, { promise, shipBy, at, isAhead });
      },
      sayProduct: (product: Product) => t("say.product", { name: product.name, quantity: product.quantity }),
      sayTracking: (number: string) => t("say.tracking", { number }),
      sayOrder: (number: string) => t("say.order", { number }),
      sayShipBy: (instant: string) => t("say.shipBy", { date: day(instant) }),
      sayDelivery: (posting: Posting) => t("say.delivery", { date: promiseOf(posting) ?? "" }),
    };
  }, [t, locale]);
}
