import { describe, expect, test } from "vitest";
import { filtersOf, inboxPath, parseInboxPath, parseView, sellerView } from "./views";
import { ANSWER_TARGET_MINUTES, toWaiting } from "./waiting";

describe("the address of the inbox", () => {
  test("leads back to the same view and chat", () => {
    const view = sellerView("0193-a");
    expect(parseInboxPath(inboxPath(view, "chat/1"))).toEqual({ view, chatId: "chat/1" });
    expect(parseInboxPath(inboxPath(parseView("closed")))).toEqual({
      view: parseView("closed"),
      chatId: null,
    });
  });
  test("opens the waiting buyers when it names no view we know", () => {
    expect(parseInboxPath("/inbox").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/nonsense").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/seller-").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/%E0%A4%A").view.kind).toBe("waiting");
  });
});

test("the marketplace's channels are kept apart from buyers", () => {
  expect(filtersOf(parseView("marketplace"))).toEqual({ kind: "marketplace", status: "all" });
  expect(filtersOf(parseView("open")).kind).toBe("buyer");
});

describe("waiting", () => {
  const since = "2026-11-21T10:00:00.000Z";
  const minutesLater = (minutes: number) => Date.parse(since) + minutes * 60_000;
  const chat = { waiting_since: since, writable_until: null };

  test("nobody waits in an answered chat", () => {
    expect(toWaiting({ waiting_since: null, writable_until: null }, minutesLater(5))).toBeNull();
  });
  test("the bar fills, turns amber at three quarters and red at the target", () => {
    expect(toWaiting(chat, minutesLater(30))).toMatchObject({ share: 0.5, urgency: "calm" });
    expect(toWaiting(chat, minutesLater(45))).toMatchObject({ share: 0.75, urgency: "warn" });
    expect(toWaiting(chat, minutesLater(ANSWER_TARGET_MINUTES))).toMatchObject({
      share: 1,
      urgency: "late",
      leftMs: 0,
    });
  });
  test("a deadline of the marketplace that comes sooner counts instead of the target", () => {
    const until = new Date(minutesLater(20)).toISOString();
    expect(toWaiting({ ...chat, writable_until: until }, minutesLater(16))).toMatchObject({
      urgency: "warn",
      share: 0.8,
    });
  });
  test("a browser whose clock runs behind shows an empty bar", () => {
    expect(toWaiting(chat, minutesLater(-3))).toMatchObject({ share: 0, waitedMs: 0, urgency: "calm" });
  });
});
