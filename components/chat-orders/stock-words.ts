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
  readonly more: (places: number) => string;
}

/** Goods may lie in twenty warehouses; the fullest of them tell enough beside a chat. */
const PLACES_SHOWN = 3;

/** "осталось 12: Хоругвино 8, Казань 4"; the places are for the operator, not for the buyer. */
export function stockWords(stock: Stock | undefined, words: StockWords): string {
  if (stock === undefined || stock.seen_at === null) return words.unknown;
  if (stock.free <= 0) return words.none;
  const places = stock.places.filter(({ free }) => free > 0).sort((a, b) => b.free - a.free);
  if (places.length === 0) return words.left(stock.free);
  const shown = places.slice(0, PLACES_SHOWN).map(({ name, free }) => words.place(name, free));
  const more = places.length > PLACES_SHOWN ? [words.more(places.length - PLACES_SHOWN)] : [];
  return `${words.left(stock.free)}: ${[...shown, ...more].join(", ")}`;
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
      more: (places) => t("morePlaces", { count: places }),
    }),
    [t, count],
  );
}
