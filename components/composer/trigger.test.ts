import { expect, test } from "vitest";
import { findTrigger } from "./trigger";

test.each([
  ["/", { start: 0, end: 1, query: "" }],
  ["/тр", { start: 0, end: 3, query: "тр" }],
  ["Здравствуйте! /track", { start: 14, end: 20, query: "track" }],
  ["Да.\n/т", { start: 4, end: 6, query: "т" }],
  [".трек", { start: 0, end: 5, query: "трек" }],
])("«%s» asks for canned replies", (text, trigger) => {
  expect(findTrigger(text, text.length, "/")).toEqual(trigger);
});

test.each(["", "и/или", "ozon.ru", "Да. Нет", "Всё.", ".", "1/2", "/трек есть", "21.11", "www.ozon"])(
  "«%s» does not",
  (text) => {
    expect(findTrigger(text, text.length, "/")).toBeNull();
  },
);

test("only the word at the caret counts", () => {
  expect(findTrigger("/трек потом", 3, "/")).toEqual({ start: 0, end: 3, query: "тр" });
});

test("people are named after a sign of their own, with first and last name", () => {
  expect(findTrigger("@Ан", 3, "@")).toEqual({ start: 0, end: 3, query: "Ан" });
  expect(findTrigger("Посмотри, @Анна Сми", 19, "@")).toEqual({ start: 10, end: 19, query: "Анна Сми" });
  expect(findTrigger("shop@mail", 9, "@")).toBeNull();
});
