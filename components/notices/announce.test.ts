import { describe, expect, test } from "vitest";
import type { Chat } from "@/lib/wire/chats";
import { badgeOf, titleWith } from "./page-badge";
import { claim } from "./say-once";
import { isInViews } from "./watched-views";

const nothing = { ids: [], chimedAtMs: 0, shownAtMs: 0 };
const wish = { isShown: true, isHeard: true, nowMs: 1_000_000 };

describe("of several tabs", () => {
  test("the first speaks, the next keeps silent about the same message", () => {
    const first = claim(nothing, "m1", wish);
    expect(first).toMatchObject({ isShown: true, isHeard: true });
    expect(claim(first.next, "m1", { ...wish, nowMs: wish.nowMs + 60_000 })).toMatchObject({
      isShown: false,
      isHeard: false,
    });
  });

  test("one in which the chat is being read takes the word and says nothing", () => {
    const reader = claim(nothing, "m1", { ...wish, isShown: false, isHeard: false });
    expect(claim(reader.next, "m1", wish)).toMatchObject({ isShown: false, isHeard: false });
  });
});

test("a storm of messages is one sound in four seconds, one notification a second", () => {
  let said: Parameters<typeof claim>[0] = nothing;
  let heard = 0;
  let shown = 0;
  for (let at = 0; at < 100; at += 1) {
    const result = claim(said, `m${at}`, { ...wish, nowMs: 1_000_000 + at * 50 });
    said = result.next;
    heard += Number(result.isHeard);
    shown += Number(result.isShown);
  }
  expect(heard).toBe(2);
  expect(shown).toBe(5);
  expect(said.ids.length).toBeLessThanOrEqual(50);
});

test("a clock that was set back does not silence the desk", () => {
  const later = claim(nothing, "m1", { ...wish, nowMs: 9_000_000 });
  expect(claim(later.next, "m2", wish)).toMatchObject({ isShown: true, isHeard: true });
});

describe("a chat in the views one listens to", () => {
  // Only what the filters look at matters here.
  const chat = {
    id: "c1",
    kind: "buyer",
    status: "open",
    seller_id: "s1",
    assignee_id: "me-id",
    tags: ["размер"],
    unread_count: 1,
    waiting_since: "2026-11-21T10:00:00.000Z",
    writable_until: null,
    due_at: null,
    snoozed_until: null,
  } as unknown as Chat;
  const reader = { myId: "me-id", savedViews: [], nowMs: Date.parse("2026-11-21T10:01:00Z") };

  test("is found by any of them", () => {
    expect(isInViews(chat, ["mine"], reader)).toBe(true);
    expect(isInViews(chat, ["overdue", "seller-s1"], reader)).toBe(true);
    expect(isInViews(chat, ["tag-размер"], reader)).toBe(true);
  });

  test("is not announced for another's, for no view, for one that is gone or unknown", () => {
    expect(isInViews(chat, ["unassigned", "seller-s2"], reader)).toBe(false);
    expect(isInViews(chat, [], reader)).toBe(false);
    expect(isInViews(chat, ["saved-gone", "personal", "nonsense"], reader)).toBe(false);
    expect(isInViews(chat, ["mine"], { ...reader, myId: "other" })).toBe(false);
  });
});

describe("the tab", () => {
  test("counts before the title, once", () => {
    expect(titleWith("3", "Чаты · Прилавок")).toBe("(3) Чаты · Прилавок");
    expect(titleWith("4", "(3) Чаты · Прилавок")).toBe("(4) Чаты · Прилавок");
    expect(titleWith("", "(999+) Чаты · Прилавок")).toBe("Чаты · Прилавок");
  });

  test("says no more than fits", () => {
    expect([0, 1, 9, 10].map((count) => badgeOf(count, 9))).toEqual(["", "1", "9", "9+"]);
  });
});
