import { describe, expect, test } from "vitest";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import {
  type CachedPages,
  changeMany,
  comesBefore,
  keepFirstPages,
  matchesFilters,
  putAnswer,
  putChat,
  putMessage,
  settleChat,
} from "./apply-event";

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, "0")}:00.000Z`;

function makeChat(id: string, minute: number, rest: Partial<Chat> = {}): Chat {
  return {
    id,
    seller_id: "s1",
    marketplace: "ozon",
    kind: "buyer",
    external_id: `ext-${id}`,
    buyer_name: null,
    status: "open",
    created_at: at(0),
    last_message_at: at(minute),
    last_message_preview: "Где заказ?",
    last_message_direction: "inbound",
    unread_count: 1,
    order_number: null,
    posting_number: null,
    writable_until: null,
    waiting_since: at(minute),
    due_at: null,
    deadline_at: null,
    assignee_id: null,
    tags: [],
    snoozed_until: null,
    ...rest,
  };
}

function makeMessage(id: string, minute: number, rest: Partial<Message> = {}): Message {
  return {
    id,
    chat_id: "c1",
    external_id: null,
    direction: "inbound",
    author: { type: "buyer", id: null, name: null },
    text: id,
    attachments: [],
    status: "received",
    error: null,
    created_at: at(minute),
    read_at: null,
    broadcast_id: null,
    answers_broadcast_id: null,
    client_id: null,
    held_until: null,
    is_automatic: false,
    ...rest,
  };
}

function pagesOf<Item>(pages: Item[][], next: string | null = null): CachedPages<Item> {
  return {
    pages: pages.map((items, index) => ({
      items,
      next_cursor: index === pages.length - 1 ? next : `after-${index}`,
    })),
    pageParams: pages.map((_, index) => index),
  };
}

const idsOf = <Item extends { id: string }>(list: CachedPages<Item>) =>
  list.pages.map((page) => page.items.map((item) => item.id));
const waiting = { kind: "buyer", status: "open", waiting: "true" } as const;
const open = { kind: "buyer", status: "open" } as const;
const nobodyReads = { openChatId: null };

describe("chats in a list", () => {
  test("a chat with a new message moves to the top, over pages", () => {
    const list = pagesOf([[makeChat("a", 9), makeChat("b", 8)], [makeChat("c", 7)]]);
    const after = putChat(list, { chat: makeChat("c", 10), filters: open, ...nobodyReads });
    expect(idsOf(after)).toEqual([["c", "a", "b"], []]);
  });
  test("an unknown chat comes in at its place in time", () => {
    const list = pagesOf([[makeChat("a", 9), makeChat("b", 5)]]);
    expect(idsOf(putChat(list, { chat: makeChat("n", 7), filters: open, ...nobodyReads }))).toEqual([
      ["a", "n", "b"],
    ]);
  });
  test("a chat older than what is loaded waits for its page", () => {
    const list = pagesOf([[makeChat("a", 9)]], "more");
    expect(idsOf(putChat(list, { chat: makeChat("z", 1), filters: open, ...nobodyReads }))).toEqual([["a"]]);
    const whole = pagesOf([[makeChat("a", 9)]]);
    expect(idsOf(putChat(whole, { chat: makeChat("z", 1), filters: open, ...nobodyReads }))).toEqual([
      ["a", "z"],
    ]);
  });
  test("an answered chat leaves those who wait", () => {
    const list = pagesOf([[makeChat("a", 9), makeChat("b", 8)]]);
    const answered = makeChat("a", 10, { waiting_since: null });
    expect(idsOf(putChat(list, { chat: answered, filters: waiting, ...nobodyReads }))).toEqual([["b"]]);
  });
  test("the chat being read keeps its place until another is opened", () => {
    const list = pagesOf([[makeChat("a", 9), makeChat("b", 8)]]);
    const answered = makeChat("b", 10, { waiting_since: null });
    const kept = putChat(list, { chat: answered, filters: waiting, openChatId: "b" });
    expect(idsOf(kept)).toEqual([["a", "b"]]);
    expect(kept.pages[0]?.items[1]?.waiting_since).toBeNull();
    expect(idsOf(settleChat(kept, "b", waiting))).toEqual([["a"]]);
  });
  test("what does not belong stays out: other sellers, kinds and states", () => {
    const list = pagesOf([[makeChat("a", 9)]]);
    const foreign = makeChat("x", 10, { seller_id: "s2" });
    expect(putChat(list, { chat: foreign, filters: { ...open, seller_id: "s1" }, ...nobodyReads })).toBe(
      list,
    );
    expect(
      putChat(list, { chat: makeChat("y", 10, { kind: "marketplace" }), filters: open, ...nobodyReads }),
    ).toBe(list);
    expect(
      putChat(list, { chat: makeChat("z", 10, { status: "closed" }), filters: open, ...nobodyReads }),
    ).toBe(list);
    expect(
      putChat(list, {
        chat: makeChat("r", 10, { unread_count: 0 }),
        filters: { ...open, unread: "true" },
        ...nobodyReads,
      }),
    ).toBe(list);
  });
  test("a first chat fills an empty list", () => {
    expect(
      idsOf(putChat(pagesOf<Chat>([[]]), { chat: makeChat("a", 1), filters: open, ...nobodyReads })),
    ).toEqual([["a"]]);
  });
});

describe("a list sorted by what burns first", () => {
  const byDeadline = { kind: "buyer", status: "open", sort: "deadline" } as const;
  const burning = (id: string, deadline: number | null, minute = 1) =>
    makeChat(id, minute, { deadline_at: deadline === null ? null : at(deadline) });

  test("the nearest deadline stands first, those without one last, newest first", () => {
    const sorted = [
      burning("none-old", null, 2),
      burning("b", 20),
      burning("none", null, 9),
      burning("a", 10),
    ]
      .sort((a, b) => (comesBefore(a, b, "deadline") ? -1 : 1))
      .map((chat) => chat.id);
    expect(sorted).toEqual(["a", "b", "none", "none-old"]);
  });
  test("who has waited longest stands first in the other order", () => {
    const long = makeChat("long", 9, { waiting_since: at(1) });
    const short = makeChat("short", 3, { waiting_since: at(3) });
    const answered = makeChat("done", 20, { waiting_since: null });
    expect(comesBefore(long, short, "waiting")).toBe(true);
    expect(comesBefore(answered, short, "waiting")).toBe(false);
  });
  test("a new deadline comes in at its place", () => {
    const list = pagesOf([[burning("a", 10), burning("c", 30)], [burning("z", null)]]);
    const after = putChat(list, { chat: burning("b", 20), filters: byDeadline, ...nobodyReads });
    expect(idsOf(after)).toEqual([["a", "b", "c"], ["z"]]);
  });
  test("an answered chat that is read stays until it is left, then falls behind", () => {
    const list = pagesOf([[burning("a", 10), burning("b", 20)]]);
    const answered = makeChat("a", 40, { waiting_since: null, deadline_at: null });
    const kept = putChat(list, { chat: answered, filters: byDeadline, openChatId: "a" });
    expect(idsOf(kept)).toEqual([["a", "b"]]);
    expect(idsOf(settleChat(kept, "a", byDeadline))).toEqual([["b", "a"]]);
  });
});

describe("filters", () => {
  const now = Date.parse(at(30));
  const chat = (rest: Partial<Chat>) => makeChat("a", 10, rest);

  test("people: mine, nobody's, a colleague's", () => {
    expect(matchesFilters(chat({ assignee_id: "me" }), { assignee: "me" })).toBe(true);
    expect(matchesFilters(chat({ assignee_id: "you" }), { assignee: "me" })).toBe(false);
    expect(matchesFilters(chat({}), { assignee: "none" })).toBe(true);
    expect(matchesFilters(chat({ assignee_id: "me" }), { assignee: "none" })).toBe(false);
  });
  test("a tag", () => {
    expect(matchesFilters(chat({ tags: ["брак", "срочно"] }), { tag: "брак" })).toBe(true);
    expect(matchesFilters(chat({ tags: [] }), { tag: "брак" })).toBe(false);
  });
  test("a snooze ends with its time", () => {
    const asleep = chat({ snoozed_until: at(31) });
    expect(matchesFilters(asleep, { snoozed: "false" }, now)).toBe(false);
    expect(matchesFilters(asleep, { snoozed: "true" }, now)).toBe(true);
    expect(matchesFilters(chat({ snoozed_until: at(29) }), { snoozed: "false" }, now)).toBe(true);
  });
  test("overdue: our target has passed while the marketplace still takes an answer", () => {
    expect(matchesFilters(chat({ due_at: at(29) }), { overdue: "true" }, now)).toBe(true);
    expect(matchesFilters(chat({ due_at: at(31) }), { overdue: "true" }, now)).toBe(false);
    expect(matchesFilters(chat({ due_at: at(20), writable_until: at(25) }), { overdue: "true" }, now)).toBe(
      false,
    );
  });
  test("nobody waits where the marketplace takes no answer any more", () => {
    expect(matchesFilters(chat({ writable_until: at(29) }), { waiting: "true" }, now)).toBe(false);
  });
  test("what words find is the server's to say: nothing new comes in by itself", () => {
    const list = pagesOf([[makeChat("a", 9)]]);
    const filters = { ...open, q: "размер" };
    expect(putChat(list, { chat: makeChat("n", 10), filters, ...nobodyReads })).toBe(list);
  });
});

describe("many chats at once", () => {
  test("those that stop to match go, the one being read stays, untouched pages stay the same", () => {
    const list = pagesOf([[makeChat("a", 9), makeChat("b", 8)], [makeChat("c", 7)]]);
    const after = changeMany(list, {
      filters: open,
      openChatId: "b",
      change: (chat) => (chat.id === "c" ? chat : { ...chat, status: "closed" }),
    });
    expect(idsOf(after)).toEqual([["b"], ["c"]]);
    expect(after.pages[1]).toBe(list.pages[1]);
  });
  test("a long list keeps its beginning and can be paged on from there", () => {
    const list = pagesOf([[makeChat("a", 9)], [makeChat("b", 8)], [makeChat("c", 7)]]);
    const short = keepFirstPages(list, 2);
    expect(idsOf(short)).toEqual([["a"], ["b"]]);
    expect(short.pages[1]?.next_cursor).toBe("after-1");
    expect(short.pageParams).toHaveLength(2);
  });
});

describe("messages in a conversation", () => {
  test("a new message stands last on the newest page", () => {
    const list = pagesOf([[makeMessage("m3", 3)], [makeMessage("m1", 1)]]);
    expect(idsOf(putMessage(list, makeMessage("m4", 4)))).toEqual([["m3", "m4"], ["m1"]]);
  });
  test("the same message twice is shown once", () => {
    const list = pagesOf([[makeMessage("m1", 1)]]);
    const once = putMessage(list, makeMessage("m2", 2));
    expect(idsOf(putMessage(once, makeMessage("m2", 2)))).toEqual([["m1", "m2"]]);
  });
  test("the stored message takes the place of the one the browser named", () => {
    const mine = makeMessage("local:k", 5, { client_id: "k", direction: "outbound", status: "queued" });
    const stored = makeMessage("m9", 5, { client_id: "k", direction: "outbound", status: "sent" });
    const after = putMessage(pagesOf([[makeMessage("m1", 1), mine]]), stored);
    expect(idsOf(after)).toEqual([["m1", "m9"]]);
  });
  test("messages without a browser's name are never taken for one another", () => {
    const after = putMessage(pagesOf([[makeMessage("m1", 1)]]), makeMessage("m2", 1));
    expect(idsOf(after)).toEqual([["m1", "m2"]]);
  });
  test("one that arrived late goes where its time says", () => {
    const list = pagesOf([[makeMessage("m1", 1), makeMessage("m3", 3)]]);
    expect(idsOf(putMessage(list, makeMessage("m2", 2)))).toEqual([["m1", "m2", "m3"]]);
  });
  test("one older than everything loaded is left to paging, unless there is no more", () => {
    expect(idsOf(putMessage(pagesOf([[makeMessage("m5", 5)]], "more"), makeMessage("m0", 0)))).toEqual([
      ["m5"],
    ]);
    expect(idsOf(putMessage(pagesOf([[makeMessage("m5", 5)]]), makeMessage("m0", 0)))).toEqual([
      ["m0", "m5"],
    ]);
  });
  test("a slow answer to a send does not take back what the stream has told", () => {
    const sent = makeMessage("m9", 5, { client_id: "k", status: "sent" });
    const list = pagesOf([[sent]]);
    expect(putAnswer(list, { ...sent, status: "queued" })).toBe(list);
    expect(idsOf(putAnswer(pagesOf<Message>([[]]), sent))).toEqual([["m9"]]);
  });
});
