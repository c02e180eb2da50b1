import { expect, test } from "vitest";
import type { CannedReply } from "@/lib/wire/desk";
import { rankReplies, swapLayout } from "./rank";

function reply(shortcut: string, more: Partial<CannedReply> = {}): CannedReply {
  const title = more.title ?? shortcut;
  return { id: shortcut, shortcut, title, text: "…", seller_id: null, updated_at: "", ...more };
}
const replies = [
  reply("трек", { title: "Где посылка", text: "Трек-номер: {{tracking}}" }),
  reply("возврат", { title: "Как вернуть" }),
  reply("обмен", { title: "Обмен и возврат" }),
  reply("привет", { text: "Здравствуйте! Ещё раз спасибо за заказ" }),
  reply("другой", { seller_id: "s2" }),
];
const found = (query: string, sellerId = "s1") =>
  rankReplies(replies, { query, sellerId }).map(({ shortcut }) => shortcut);

test("the shortcut counts more than the title, the title more than the text", () => {
  expect(found("возв")).toEqual(["возврат", "обмен"]);
  expect(found("тр")).toEqual(["трек"]);
  expect(found("посыл")).toEqual(["трек"]);
  expect(found("еще раз")).toEqual(["привет"]);
});

test("a shortcut typed in the other keyboard layout is understood", () => {
  expect(swapLayout("nhtr")).toBe("трек");
  expect(found("nhtr")).toEqual(["трек"]);
});

test("replies of another seller do not show, those for all do", () => {
  expect(found("другой")).toEqual([]);
  expect(found("другой", "s2")).toEqual(["другой"]);
  expect(found("")).toEqual(["возврат", "обмен", "привет", "трек"]);
});

test("nothing fits what nothing fits", () => {
  expect(found("ничего")).toEqual([]);
});
