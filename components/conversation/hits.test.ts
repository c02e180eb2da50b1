import { expect, test } from "vitest";
import { splitHits, toStems } from "./hits";

const hitsOf = (text: string, query: string) =>
  splitHits(text, toStems(query)).flatMap((part) => (part.isHit ? [part.text] : []));

test("other forms of the sought word are marked", () => {
  expect(hitsOf("Посылка, посылки и посылку; послание", "посылка")).toEqual([
    "Посылка",
    "посылки",
    "посылку",
  ]);
  expect(hitsOf("Вернули? Возврат возвратом", "возврат")).toEqual(["Возврат", "возвратом"]);
  expect(hitsOf("Всё ещё везёте", "всё")).toEqual(["Всё"]);
});
test("a number is marked only where it stands", () => {
  expect(hitsOf("заказ 45821190-0127, 4582", "45821190-0127")).toEqual(["45821190", "0127"]);
});
test("without words nothing is marked, and no sign is lost", () => {
  expect(hitsOf("текст", " !? ")).toEqual([]);
  expect(splitHits("а б", [])).toEqual([{ text: "а б", isHit: false }]);
  const text = "(Размер) размера?";
  expect(
    splitHits(text, toStems("размер"))
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});
