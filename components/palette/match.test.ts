import { describe, expect, test } from "vitest";
import { otherReading, readingsOf } from "./keyboard-layout";
import { findIn } from "./match";

const items = [
  { text: "Настройки: Магазины", words: "настройки settings магазины shops" },
  { text: "Отчёты", words: "отчёты reports" },
  { text: "Тема: тёмная", words: "тема theme dark" },
  { text: "Вид: Ждут ответа", words: "вид view" },
  { text: "Заказ 45821190-0127", words: "" },
];
const found = (typed: string) => findIn(typed, items).map((item) => item.text);

describe("what is typed into the palette", () => {
  test("is found by the beginning of any word, in any case, ё or not", () => {
    expect(found("маг")).toEqual(["Настройки: Магазины"]);
    expect(found("ОТЧЕТ")).toEqual(["Отчёты"]);
    expect(found("ждут отв")).toEqual(["Вид: Ждут ответа"]);
  });

  test("is found in the other language", () => {
    expect(found("settings")).toEqual(["Настройки: Магазины"]);
    expect(found("dark theme")).toEqual(["Тема: тёмная"]);
  });

  test("is found although the keyboard stood in the other layout", () => {
    expect(found("yfcnhjqrb")).toEqual(["Настройки: Магазины"]);
    expect(found("JNXTNS")).toEqual(["Отчёты"]);
    expect(found("куз")).toEqual(["Отчёты"]); // "reports" begins with the same keys
  });

  test("is found by part of a number", () => {
    expect(found("0127")).toEqual(["Заказ 45821190-0127"]);
    expect(found("821190")).toEqual(["Заказ 45821190-0127"]);
  });

  test("stands higher the closer it is; what does not answer is not shown", () => {
    const both = [
      { text: "Закрыть чат", words: "вид" },
      { text: "Вид: Закрытые", words: "" },
    ];
    expect(findIn("вид", both).map((item) => item.text)).toEqual(["Вид: Закрытые", "Закрыть чат"]);
    expect(found("нет такого")).toEqual([]);
    expect(found("  ")).toHaveLength(items.length);
  });
});

describe("the other layout", () => {
  test("is the reading of the same keys", () => {
    expect(readingsOf("ghbdtn")).toEqual(["ghbdtn", "привет"]);
    expect(otherReading("ghbdtn")).toBe("привет");
    expect(otherReading("руддщ")).toBe("hello");
  });

  test("does not exist for numbers and mixed texts", () => {
    expect(otherReading("45821190-0127")).toBeNull();
    expect(otherReading("размер xl")).toBeNull();
  });
});
