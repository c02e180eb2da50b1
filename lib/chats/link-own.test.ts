import { expect, test } from "vitest";
import { isSameText, pairOwn } from "./link-own";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, seconds));
const row = (id: string, text: string, seconds: number, chatId = "c") => ({
  id,
  chatId,
  text,
  claimedAt: at(seconds),
  isOut: false,
  file: null,
});
const seen = (externalId: string, text: string, seconds: number, chatId = "c") => ({
  externalId,
  chatId,
  text,
  createdAt: at(seconds),
  attachments: [],
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

const fileRow = (id: string, fileName: string, how: { sizeBytes?: number; isOut?: boolean } = {}) => ({
  ...row(id, "", 10),
  isOut: how.isOut ?? false,
  file: { type: "image" as const, fileName, sizeBytes: how.sizeBytes ?? 100 },
});
const seenFile = (externalId: string, fileName: string | null, sizeBytes: number | null = null) => ({
  ...seen(externalId, "", 11),
  attachments: [{ type: "image" as const, fileName, sizeBytes }],
});

test("a file whose answer was lost is found by its name, a token before it or not", () => {
  const mine = [fileRow("a", "Фото.png")];
  expect(pairOwn(mine, [seenFile("7", "2f9a-фото.png")])).toEqual([{ id: "a", externalId: "7" }]);
  expect(pairOwn(mine, [seenFile("7", "Фото.png", 100)])).toEqual([{ id: "a", externalId: "7" }]);
});

test("another name, another size or words beside it settle nothing about a file in doubt", () => {
  const mine = [fileRow("a", "photo.png")];
  expect(pairOwn(mine, [seenFile("7", null)])).toEqual([]);
  expect(pairOwn(mine, [seenFile("7", "myphoto.png")])).toEqual([]);
  expect(pairOwn(mine, [seenFile("7", "photo.png", 99)])).toEqual([]);
  expect(pairOwn(mine, [{ ...seenFile("7", "photo.png"), text: "Вот" }])).toEqual([]);
  expect(pairOwn(mine, [seen("7", "", 11)])).toEqual([]);
});

test("a file that is known to be out is the only one shown without a name, and none of two", () => {
  const mine = [fileRow("a", "photo.png", { isOut: true })];
  expect(pairOwn(mine, [seenFile("7", "b0c1.webp")])).toEqual([{ id: "a", externalId: "7" }]);
  expect(pairOwn(mine, [seenFile("7", "b0c1.webp"), seenFile("8", "d2e3.webp")])).toEqual([]);
});
