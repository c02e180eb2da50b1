"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Order } from "@/lib/wire/orders";
import { useTimeWords } from "../shell/use-time-words";
import { faceOf, timeOf } from "./order-face";

const tones = {
  to_assemble: "accent",
  to_hand_over: "accent",
  awaiting: "plain",
  packing: "plain",
  shipped: "plain",
  pick_up: "plain",
  delivered: "plain",
  cancelled: "bad",
  returning: "warn",
  disputed: "warn",
  unknown: "plain",
} as const;

/** An order in the words of the desk. */
export function useOrderWords() {
  const t = useTranslations("orders");
  const times = useTimeWords();
  return useMemo(() => {
    const stage = (order: Pick<Order, "actions" | "stage">) => {
      const face = faceOf(order);
      return { text: t(`faces.${face}`), tone: tones[face] };
    };
    return {
      stage,
      /** "до сегодня, 18:00", "просрочено 2 ч", "обещан до 24 ноября". */
      time(order: Order, nowMs: number) {
        const time = timeOf(order, nowMs);
        if (time === null) return null;
        const moment = times.moment(new Date(time.at), nowMs);
        if (time.kind === "ship_by" && time.urgency === "late") {
          const span = times.span(nowMs - Date.parse(time.at));
          return { text: t("lateBy", { span }), urgency: time.urgency, moment };
        }
        const date = times.day(new Date(time.at), nowMs).toLocaleLowerCase();
        const text =
          time.kind === "ship_by" ? t("shipBy", { moment }) : t(`times.${time.kind}`, { date, moment });
        return { text, urgency: time.urgency, moment };
      },
      /** "Кофта синяя ×2, Шапка" */
      products: (order: Pick<Order, "products">) =>
        order.products.map(({ name, quantity }) => (quantity > 1 ? `${name} ×${quantity}` : name)).join(", "),
      buyer: (order: Pick<Order, "buyer_name" | "city">) =>
        [order.buyer_name, order.city].filter((part) => part !== null).join(", "),
      scheme: (scheme: Order["scheme"]) => t(`schemes.${scheme}`),
    };
  }, [t, times]);
}

export type OrderWords = ReturnType<typeof useOrderWords>;
