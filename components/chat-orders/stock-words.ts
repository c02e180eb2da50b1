"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCount } from "../market/money";
import type { Stock } from "./sentences";

/** What is said of a stock. */
export interface StockWords {
  readonly unknown: string;
  readonly none: string;
  readonly left: (free: number) => string;
  readonly place: (name: string, free: number) => string;
}

/** "осталось 12: Хоругвино 8, Казань 4"; the places are for the operator, not for the buyer. */
export function stockWords(stock: Stock | undefined, words: StockWords): string {
  if (stock === undefined || stock.seen_at === null) return words.unknown;
  if (stock.free <= 0) return words.none;
  const places = stock.places.filter(({ free }) => free > 0).map(({ name, free }) => words.place(name, free));
  return places.length === 0 ? words.left(stock.free) : `${words.left(stock.free)}: ${places.join(", ")}`;
}

export function useStockWords(): StockWords {
  const t = useTranslations("chatOrders");
  const count = useCount();
  return useMemo(
    () => ({
      unknown: t("stockUnknown"),
      none: t("stockNone"),
      left: (free) => t("stockLeft", { count: count(free) }),
      place: (name, free) => `${name} ${count(free)}`,
    }),
    [t, count],
  );
}
