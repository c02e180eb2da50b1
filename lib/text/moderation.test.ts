import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findProhibited, kindsOf, moderatedHosts } from "./moderation";
import { findPhones } from "./moderation-phones";

const ownHosts = moderatedHosts("ozon") ?? [];
const look = (text: string) => findProhibited(text, { ownHosts, findPhones });
const kinds = (text: string) => kindsOf(look(text));
const pieces = (text: string) => look(text).map(({ start, end }) => text.slice(start, end));

describe("what the marketplace refuses is found", () => {
  test.each([
    ["Смотрите https://example.com/a?b=1.", "link", "https://example.com/a?b=1"],
    ["Подробнее на www.our-shop.ru!", "link", "www.our-shop.ru"],
    ["Зайдите на наш-магазин.рф, там дешевле", "link", "наш-магазин.рф"],
    ["Каталог: shop.example.store/catalog/42", "link", "shop.example.store/catalog/42"],
    ["ищите нас: магазин точка ру", "link", "магазин точка ру"],
    ["ищите нас: shop(dot)com", "link", "shop(dot)com"],
    ["ищите нас: магазин[.]рф", "link", "магазин[.]рф"],
    ["ищите нас: magazin . ru", "link", "magazin . ru"],
    ["https://ozon.ru.evil.com/login", "link", "https://ozon.ru.evil.com/login"],
    ["https://ozon.ru@evil.com/", "link", "https://ozon.ru@evil.com/"],
    ["clck.ru/3AbCd", "link", "clck.ru/3AbCd"],
    ["пишите на shop@mail.ru.", "email", "shop@mail.ru"],
    ["почта: ivan.petrov+ozon@почта.рф", "email", "ivan.petrov+ozon@почта.рф"],
    ["shop собака mail точка ру", "email", "shop собака mail точка ру"],
    ["shop(at)mail.ru", "email", "shop(at)mail.ru"],
    ["Звоните +7 (912) 345-67-89", "phone", "+7 (912) 345-67-89"],
    ["Звоните 8 912 345 67 89, Анна", "phone", "8 912 345 67 89"],
    ["89123456789", "phone", "89123456789"],
    ["мой номер 8(495)123-45-67", "phone", "8(495)123-45-67"],
    ["горячая линия 8-800-555-35-35", "phone", "8-800-555-35-35"],
    ["тел. 9123456789", "phone", "9123456789"],
    ["912 345-67-89 звоните", "phone", "912 345-67-89"],
    ["звоните 8 9 1 2 3 4 5 6 7 8 9", "phone", "8 9 1 2 3 4 5 6 7 8 9"],
    ["WhatsApp есть?", "social", "WhatsApp"],
    ["есть ватсап", "social", "ватсап"],
    ["напишите в Вотсапе", "social", "Вотсапе"],
    ["мы в телеграме", "social", "телеграме"],
    ["мы в Телеграмм", "social", "Телеграмм"],
    ["напишите в тг", "social", "тг"],
    ["напишите в телегу", "social", "в телегу"],
    ["Вайбером удобнее", "social", "Вайбером"],
    ["наш инстаграм", "social", "инстаграм"],
    ["группа ВК", "social", "ВК"],
    ["группа вконтакте", "social", "вконтакте"],
    ["ник @our_shop, пишите", "social", "@our_shop"],
    ["t.me/our_shop", "social", "t.me/our_shop"],
    ["https://wa.me/79123456789", "social", "https://wa.me/79123456789"],
    ["vk.com/shop", "social", "vk.com/shop"],
  ])("«%s»: %s", (text, kind, piece) => {
    expect(kinds(text)).toEqual([kind]);
    expect(pieces(text)).toEqual([piece]);
  });
});

describe("everyday answers are let through", () => {
  test.each([
    "Заказ 48213377-0012 приедет 21.11, цена 1 990.00",
    "Отправление 48213377-0012-1 уже в пути",
    "Отправление 0119839488-0001-2 уже в пути",
    "Трек-номер 80084512345678, отслеживайте",
    "Трек RA123456789RU в пути, трек: 89123456789",
    "Артикул 9123456789 есть в наличии",
    "SKU 1234567890 и 987654321",
    "Цена 89 990 руб., было 129 990 ₽",
    "С 21.11.2026 12:30 до 23.11.2026 18:00",
    "смотрите https://www.ozon.ru/product/1 и ozon.ru/t/abc",
    "Ваш заказ на https://seller.ozon.ru",
    "Размеры 42, 43, 44 и т.д. есть, т.е. выбирайте",
    "Готово.Завтра отправим.Спасибо",
    "Длина 12.5 см, ширина 3,5 см, 2.0 кг",
    "Файл инструкция.pdf во вложении",
    "Телега для сада выдерживает 100 кг",
    "С доставкой выйдет 5000 тг",
    "Это точка, ком в горле не нужен",
    "Поздравляем одноклассников с праздником",
    "Код товара 4607012345678, партия 2026-11-21",
    "ул. Ленина, д. 5, кв. 12, индекс 620014",
    "2 шт. по 1 500 р. и 3 шт. по 2 000 р.",
    "Работаем 9:00-18:00, без выходных",
    "Максимальная нагрузка 150 кг, макс. рост 190",
    "",
  ])("«%s»", (text) => {
    expect(pieces(text)).toEqual([]);
  });

  test("no number of an order or a posting is ever taken for a phone", () => {
    const digits = (least: number, most: number) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
        .map((list) => list.join(""));
    void fc.assert(
      fc.property(
        digits(8, 10),
        digits(4, 4),
        fc.option(digits(1, 2), { nil: null }),
        fc.constantFrom("", "Заказ ", "Отправление №", "("),
        (order, part, posting, lead) => {
          expect(pieces(`${lead}${order}-${part}${posting === null ? "" : `-${posting}`}`)).toEqual([]);
        },
      ),
    );
  });

  test("no sum of roubles is ever taken for a phone", () => {
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (sum) => {
        expect(pieces(`Вернём ${sum.toLocaleString("ru-RU")} ₽ на карту`)).toEqual([]);
      }),
    );
  });
});

test("any Russian mobile number is found in the usual spellings", () => {
  const nine = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String);
  void fc.assert(
    fc.property(nine, fc.constantFrom("+7", "8", "+7 ", "8 "), fc.boolean(), (rest, country, isBroken) => {
      // Mobile codes 900-999 stand with any last seven digits; codes nobody was given are no phones.
      const code = `9${["12", "03", "26", "60", "85"][Number(rest[0]) % 5]}`;
      const [a, b, c] = [rest.slice(2, 5), rest.slice(5, 7), rest.slice(7, 9)];
      const number = isBroken ? `${country}(${code}) ${a}-${b}-${c}` : `${country.trim()}${code}${a}${b}${c}`;
      expect(kinds(`Наберите: ${number}!`)).toEqual(["phone"]);
    }),
  );
});

test("findings stand in order, inside the text, and never overlap, whatever the text is", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("t.me/a ", "a@b.ru ", "+79123456789", " точка ру", "@shop ", "вк", ".", "ozon.ru"),
  );
  void fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (list) => {
      const text = list.join("");
      let done = 0;
      for (const { start, end } of look(text)) {
        expect(start).toBeGreaterThanOrEqual(done);
        expect(end).toBeGreaterThan(start);
        done = end;
      }
      expect(done).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("marketplaces that do not moderate are left alone", () => {
  expect(moderatedHosts("wildberries")).toBeNull();
  expect(moderatedHosts("toString")).toBeNull();
});

test("without the finder of phones everything else is still found", () => {
  const found = findProhibited("+7 912 345-67-89, t.me/shop", { ownHosts, findPhones: null });
  expect(kindsOf(found)).toEqual(["social"]);
});
