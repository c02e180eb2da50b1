import { describe, expect, test } from "vitest";
import type { Stock } from "./sentences";
import { type StockWords, stockWords } from "./stock-words";

const words: StockWords = {
  unknown: "неизвестно",
  none: "нет",
  left: (free) => `осталось ${free}`,
  place: (name, free) => `${name} ${free}`,
  more: (places) => `ещё ${places}`,
};

const stock = (part: Partial<Stock>): Stock => ({
  offer_id: "A-1",
  name: "Кофта",
  picture: null,
  free: 12,
  places: [
    { name: "Хоругвино", scheme: "fbo", free: 8 },
    { name: "Казань", scheme: "fbo", free: 0 },
    { name: "Мой склад", scheme: "fbs", free: 4 },
  ],
  seen_at: "2026-11-21T10:00:00.000Z",
  ...part,
});

describe("what is left of a product", () => {
  test("how much, and where there is some", () => {
    expect(stockWords(stock({}), words)).toBe("осталось 12: Хоругвино 8, Мой склад 4");
  });
  test("of many places the fullest", () => {
    const places = [1, 7, 3, 9, 5].map((free) => ({ name: `Склад ${free}`, scheme: "fbo" as const, free }));
    expect(stockWords(stock({ free: 25, places }), words)).toBe(
      "осталось 25: Склад 9 9, Склад 7 7, Склад 5 5, ещё 2",
    );
  });
  test("how much alone where the places are not known", () => {
    expect(stockWords(stock({ places: [] }), words)).toBe("осталось 12");
  });
  test("nothing left is not the same as not known", () => {
    expect(stockWords(stock({ free: 0 }), words)).toBe("нет");
    expect(stockWords(stock({ free: 0, seen_at: null }), words)).toBe("неизвестно");
    expect(stockWords(undefined, words)).toBe("неизвестно");
  });
});
