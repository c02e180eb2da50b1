import { describe, expect, test } from "vitest";
import type { Chat } from "@/lib/wire/chats";
import { applyBulk, toCalls, toReverseCalls } from "./bulk-change";

function makeChat(id: string, rest: Partial<Chat> = {}): Chat {
  return {
    id,
    seller_id: "s1",
    marketplace: "ozon",
    kind: "buyer",
    external_id: id,
    buyer_name: null,
    status: "open",
    created_at: "2026-11-21T10:00:00.000Z",
    last_message_at: null,
    last_message_preview: null,
    last_message_direction: null,
    unread_count: 2,
    order_number: null,
    posting_number: null,
    writable_until: null,
    waiting_since: null,
    due_at: null,
    deadline_at: null,
    assignee_id: null,
    tags: [],
    snoozed_until: null,
    ...rest,
  };
}

describe("a change to many chats", () => {
  test("leaves other tags alone and adds none twice", () => {
    const chat = makeChat("a", { tags: ["брак", "срочно"] });
    expect(applyBulk(chat, { add_tags: ["брак", "возврат"] }).tags).toEqual(["брак", "срочно", "возврат"]);
    expect(applyBulk(chat, { remove_tags: ["брак"] }).tags).toEqual(["срочно"]);
  });
  test("that changes nothing gives the same chat", () => {
    const chat = makeChat("a");
    expect(applyBulk(chat, { status: "open", assignee_id: null })).toBe(chat);
  });
  test("reading takes the count away", () => {
    expect(applyBulk(makeChat("a"), { is_read: true }).unread_count).toBe(0);
  });
  test("goes to the server in pieces it takes", () => {
    const calls = toCalls(
      Array.from({ length: 450 }, (_, at) => String(at)),
      { status: "closed" },
    );
    expect(calls.map((call) => call.chatIds.length)).toEqual([200, 200, 50]);
  });
});

describe("the way back", () => {
  test("gives every chat what it had, those alike together", () => {
    const before = [
      makeChat("a", { assignee_id: "u1" }),
      makeChat("b"),
      makeChat("c", { assignee_id: "u1" }),
    ];
    expect(toReverseCalls(before, { assignee_id: "u2" })).toEqual([
      { chatIds: ["a", "c"], change: { assignee_id: "u1" } },
      { chatIds: ["b"], change: { assignee_id: null } },
    ]);
  });
  test("takes a tag only from chats that did not have it", () => {
    const before = [makeChat("a", { tags: ["брак"] }), makeChat("b")];
    expect(toReverseCalls(before, { add_tags: ["брак"] })).toEqual([
      { chatIds: ["b"], change: { remove_tags: ["брак"] } },
    ]);
  });
  test("does not exist for reading, nor where nothing changed", () => {
    expect(toReverseCalls([makeChat("a")], { is_read: true })).toEqual([]);
    expect(toReverseCalls([makeChat("a", { status: "closed" })], { status: "closed" })).toEqual([]);
  });
});
