import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { ru } from "@/lib/i18n/ru";
import type { AudienceFilters } from "@/lib/wire/audience";
import { makeAudienceWords } from "./audience-words";

const russian = createTranslator({ locale: "ru", messages: ru, namespace: "audience" });
const english = createTranslator({ locale: "en", messages: en, namespace: "audience" });
const plain = (chunks: unknown) => String(chunks);

function inRussian(filters: AudienceFilters, count: number): string {
  const who = makeAudienceWords(russian, "ru").who(filters, count);
  return String(
    who === ""
      ? russian.markup("all", { count, b: plain })
      : russian.markup("some", { count, who, b: plain }),
  );
}
function inEnglish(filters: AudienceFilters, count: number): string {
  const who = makeAudienceWords(english, "en").who(filters, count);
  return String(
    who === ""
      ? english.markup("all", { count, b: plain })
      : english.markup("some", { count, who, b: plain }),
  );
}

const many: AudienceFilters = {
  last_message_days_at_most: 30,
  customer_type: "repeat",
  tags: ["VIP", "Опт"],
  unread_count: 0,
};

describe("an audience in words", () => {
  test("what buyers did and what is true of them make one sentence", () => {
    expect(inRussian(many, 412)).toBe(
      "412 покупателей, которые писали за последние 30 дней и покупают не первый раз, у которых есть тег «VIP» или «Опт» и всё прочитано",
    );
    expect(inEnglish(many, 412)).toBe(
      "412 buyers who wrote in the last 30 days and have bought before, with the tag “VIP” or “Опт” and everything read",
    );
  });
  test("one buyer is one", () => {
    expect(inRussian({ ordered_days_ago: 7, ordered_days_at_most: 21 }, 1)).toBe(
      "1 покупатель, который заказал от 7 до 21 дня назад",
    );
    expect(inEnglish({ last_message_days_ago: 1 }, 1)).toBe(
      "1 buyer who has not written for 1 day or longer",
    );
  });
  test("nobody and everybody have words of their own", () => {
    expect(inRussian({ status: "closed" }, 0)).toBe("Никто не подходит: уберите или ослабьте условия");
    expect(inRussian({}, 3)).toBe("3 покупателя: все, кто писал в магазин");
  });
  test("a long list is counted, a short one named", () => {
    const words = makeAudienceWords(russian, "ru");
    expect(words.clause("offer_ids", { offer_ids: ["A1"] })).toBe("в заказе есть «A1»");
    expect(words.clause("offer_ids", { offer_ids: ["A", "B", "C", "D"] })).toBe(
      "в заказе есть любой из 4 товаров",
    );
  });
});
