import { describe, expect, test } from "vitest";
import type { Chat } from "@/lib/wire/chats";
import type { SearchHit } from "@/lib/wire/search";
import { groupHits } from "./group-hits";
import {
  areDaysReversed,
  emptySearch,
  isNarrowed,
  parseSearch,
  searchPath,
  toSearchQuery,
} from "./search-state";

describe("a search in the address", () => {
  const state = {
    q: "размер 43",
    sellerId: "s1",
    operatorId: "u1",
    fromDay: "2026-11-01",
    toDay: "2026-11-21",
    hasFiles: true,
  };

  test("is the same after being written and read", () => {
    const path = searchPath(state);
    expect(parseSearch(new URL(path, "http://desk").searchParams)).toEqual(state);
    expect(searchPath(emptySearch)).toBe("/search");
  });

  test("that was spoilt by hand asks for nothing", () => {
    const params = new URLSearchParams("from=2026-02-31&to=soon&files=1");
    expect(parseSearch(params)).toEqual(emptySearch);
    expect(toSearchQuery(parseSearch(params))).toBeNull();
  });

  test("means whole days of the reader", () => {
    const query = toSearchQuery(state);
    expect(query?.from).toBe(new Date(2026, 10, 1).toISOString());
    expect(query?.to).toBe(new Date(2026, 10, 22).toISOString());
    expect(query?.has_files).toBe("true");
  });

  test("with the days the wrong way round is not sent", () => {
    const reversed = { ...state, fromDay: "2026-11-22" };
    expect(areDaysReversed(reversed)).toBe(true);
    expect(toSearchQuery(reversed)).toBeNull();
  });

  test("knows whether it is narrowed by more than words", () => {
    expect(isNarrowed({ ...emptySearch, q: "цвет" })).toBe(false);
    expect(isNarrowed({ ...emptySearch, hasFiles: true })).toBe(true);
  });
});

test("hits stand by chat, and a further page moves nothing above it", () => {
  // Only the ids matter here.
  const hit = (chatId: string, messageId: string) =>
    ({ chat: { id: chatId } as Chat, message_id: messageId }) as SearchHit;
  const first = [hit("a", "1"), hit("b", "2"), hit("a", "3")];
  const shape = (hits: readonly SearchHit[]) =>
    groupHits(hits).map(({ chat, hits: own }) => [chat.id, own.map((one) => one.message_id)]);
  expect(shape(first)).toEqual([
    ["a", ["1", "3"]],
    ["b", ["2"]],
  ]);
  expect(shape([...first, hit("c", "4"), hit("b", "5")])).toEqual([
    ["a", ["1", "3"]],
    ["b", ["2", "5"]],
    ["c", ["4"]],
  ]);
});
