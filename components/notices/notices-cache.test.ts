import { expect, test } from "vitest";
import type { Notice } from "@/lib/wire/notices";
import { type CachedNotices, markRead, putNotice, unreadOf } from "./notices-cache";

const notice = (id: string, read_at: string | null = null): Notice => ({
  id,
  kind: "mention",
  chat_id: "c",
  from_name: "Олег",
  text: "глянь",
  created_at: "2026-11-21T10:00:00.000Z",
  read_at,
});
const list = (items: readonly Notice[], unread: number): CachedNotices => ({
  pages: [{ items, next_cursor: null, unread }],
  pageParams: [null],
});

test("a new notice stands on top and is counted, once however often it is told", () => {
  const once = putNotice(list([notice("1")], 1), notice("2"));
  const twice = putNotice(once, notice("2"));
  expect(twice.pages[0]?.items.map((item) => item.id)).toEqual(["2", "1"]);
  expect(unreadOf(twice)).toBe(2);
});

test("reading some leaves the rest unread, those beyond the loaded page included", () => {
  const read = markRead(list([notice("1"), notice("2")], 7), ["1"], "2026-11-21T11:00:00.000Z");
  expect(read.pages[0]?.items.map((item) => item.read_at !== null)).toEqual([true, false]);
  expect(unreadOf(read)).toBe(6);
});

test("reading a notice again does not count it twice", () => {
  const read = markRead(
    list([notice("1", "2026-11-21T10:30:00.000Z")], 3),
    ["1"],
    "2026-11-21T11:00:00.000Z",
  );
  expect(unreadOf(read)).toBe(3);
});

test("reading all leaves none", () => {
  expect(unreadOf(markRead(list([notice("1")], 40), null, "2026-11-21T11:00:00.000Z"))).toBe(0);
  expect(unreadOf(undefined)).toBe(0);
});
