import { expect, test } from "vitest";
import { createOptOutFinder } from "./find-opt-out";
import { DEFAULT_OPT_OUT_WORDS } from "./opt-out-words";

const find = createOptOutFinder(DEFAULT_OPT_OUT_WORDS);

test.each([
  ["Не пишите больше", "не пишите"],
  ["Здравствуйте. НЕ  ПИШИТЕ\nмне, пожалуйста!", "не пишите мне"],
  ["не\u00a0присылайте", "не присылайте"],
  ["«Отпишите» меня", "отпишите"],
  ["please unsubscribe.", "unsubscribe"],
  ["Отстаньте", "отстаньте"],
])("%j says %j", (text, word) => expect(find(text)).toBe(word));

test.each([
  "Пишите ещё",
  "Вчерне пишите, потом перепишем",
  "не пишитеся",
  "Не, пишите, конечно",
  "неотпишите",
  "Где заказ?",
  "",
])("%j says nothing", (text) => expect(find(text)).toBeNull());

test("ё is е on either side, decomposed letters are letters, and signs mean themselves", () => {
  expect(createOptOutFinder(["всё, хватит"])("ВСЕ, хватит!")).toBe("всё, хватит");
  expect(createOptOutFinder(["все"])("всё")).toBe("все");
  expect(createOptOutFinder(["пустой"])("пусто\u0438\u0306")).toBe("пустой");
  expect(createOptOutFinder(["a.b (c"])("axb (c")).toBeNull();
  expect(createOptOutFinder(["стоп [1-9]"])("стоп [1-9]")).toBe("стоп [1-9]");
});

test("no words find nothing", () => {
  expect(createOptOutFinder([])("не пишите")).toBeNull();
  expect(createOptOutFinder(["  "])("  ")).toBeNull();
});
