import { expect, test } from "vitest";
import { isSameText, pairOwn } from "./link-own";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, seconds));
const row = (id: string, text: string, seconds: number, chatId = "c") => ({
  id,
  chatId,
  text,
  claimedAt: at(seconds),
});
const seen = (externalId: string, text: string, seconds: number, chatId = "c") => ({
  externalId,
  chatId,
  text,
  createdAt: at(seconds),
});

test("a message whose answer was lost is found by its text in its chat", () => {
  expect(pairOwn([row("a", "Да, есть", 10)], [seen("7", "Да, есть ", 11)])).toEqual([
    { id: "a", externalId: "7" },
  ]);
});

test("the same words in another chat, other words, or words from yesterday are not ours", () => {
  const mine = [row("a", "Да", 10)];
  expect(pairOwn(mine, [seen("7", "Да", 11, "other")])).toEqual([]);
  expect(pairOwn(mine, [seen("7", "Нет", 11)])).toEqual([]);
  expect(pairOwn(mine, [seen("7", "Да", 10 - 86_400)])).toEqual([]);
});

test("two equal replies are paired one to one, each with the nearer in time", () => {
  const mine = [row("first", "Да", 10), row("second", "Да", 40)];
  expect(pairOwn(mine, [seen("8", "Да", 41), seen("7", "Да", 11)])).toEqual([
    { id: "first", externalId: "7" },
    { id: "second", externalId: "8" },
  ]);
});

test("when only one of two equal replies arrived, it is the one sent at that time", () => {
  const mine = [row("never arrived", "Да", 10), row("arrived", "Да", 400)];
  expect(pairOwn(mine, [seen("8", "Да", 401)])).toEqual([{ id: "arrived", externalId: "8" }]);
});

test("white space that a marketplace folds does not make another text", () => {
  expect(isSameText("Здравствуйте!\r\n\r\nОтправим  завтра", " Здравствуйте! Отправим завтра\n")).toBe(true);
});
