import { describe, expect, test } from "vitest";
import type { SavedView } from "@/lib/wire/desk";
import {
  defaultSortOf,
  filterView,
  inboxPath,
  parseInboxPath,
  parseView,
  plainViews,
  savedViewOf,
  sellerView,
  tagView,
  toListFilters,
  viewFiltersOf,
} from "./views";
import { toWaiting } from "./waiting";

describe("the address of the inbox", () => {
  test("leads back to the same view and chat", () => {
    const view = sellerView("0193-a");
    expect(parseInboxPath(inboxPath(view, "chat/1"))).toEqual({ view, chatId: "chat/1" });
    expect(parseInboxPath(inboxPath(parseView("closed")))).toEqual({
      view: parseView("closed"),
      chatId: null,
    });
  });
  test("carries tags in any script, saved views and filters", () => {
    for (const view of [
      tagView("брак / возврат?"),
      savedViewOf("0193-b"),
      filterView({ tag: "a&b", unread: true }),
    ]) {
      expect(parseInboxPath(inboxPath(view, "c1"))).toEqual({ view, chatId: "c1" });
    }
  });
  test("leaves out of hand-made filters what is not one of ours", () => {
    const view = parseView("filter-tag=x&unread=perhaps&limit=5&status=gone");
    expect(view).toMatchObject({ kind: "filter", filters: { tag: "x" } });
  });
  test("opens the waiting buyers when it names no view we know", () => {
    expect(parseInboxPath("/inbox").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/nonsense").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/seller-").view.kind).toBe("waiting");
    expect(parseInboxPath("/inbox/%E0%A4%A").view.kind).toBe("waiting");
  });
});

describe("what a view shows", () => {
  test("the marketplace's channels are kept apart from buyers", () => {
    expect(viewFiltersOf(parseView("marketplace"))).toEqual({ kind: "marketplace", status: "all" });
    expect(viewFiltersOf(parseView("open"))?.kind).toBe("buyer");
  });
  test("work leaves out what is put off; the snoozed have a view of their own", () => {
    const work = ["waiting", "mine", "unassigned", "unread", "overdue", "open", "seller-s1", "tag-x"];
    for (const id of work) expect(viewFiltersOf(parseView(id))).toMatchObject({ snoozed: false });
    expect(viewFiltersOf(parseView("snoozed"))).toMatchObject({ snoozed: true });
  });
  test("the reader stands in the place of me, so that a live event can be judged", () => {
    const filters = toListFilters({ assignee: "me", unread: true }, "deadline", "u1");
    expect(filters).toEqual({
      kind: "buyer",
      status: "open",
      assignee: "u1",
      unread: "true",
      sort: "deadline",
    });
  });
  test("a saved view brings its own filters and order; an unknown one shows nothing", () => {
    const saved: SavedView = {
      id: "v1",
      name: "Брак",
      filters: { tag: "брак" },
      sort: "waiting",
      is_shared: false,
      is_mine: true,
      problem: null,
    };
    expect(viewFiltersOf(savedViewOf("v1"), [saved])).toEqual({ tag: "брак" });
    expect(defaultSortOf(savedViewOf("v1"), [saved])).toBe("waiting");
    expect(viewFiltersOf(savedViewOf("v2"), [saved])).toBeNull();
  });
  test("every view has filters", () => {
    for (const kind of plainViews) expect(viewFiltersOf(parseView(kind))).not.toBeNull();
  });
});

describe("waiting", () => {
  const since = "2026-11-21T10:00:00.000Z";
  const minutesLater = (minutes: number) => Date.parse(since) + minutes * 60_000;
  const chat = { waiting_since: since, deadline_at: new Date(minutesLater(60)).toISOString() };

  test("nobody waits in an answered chat", () => {
    expect(toWaiting({ waiting_since: null, deadline_at: null }, minutesLater(5))).toBeNull();
  });
  test("the bar fills, turns amber at three quarters and red at the deadline", () => {
    expect(toWaiting(chat, minutesLater(30))).toMatchObject({ share: 0.5, urgency: "calm" });
    expect(toWaiting(chat, minutesLater(45))).toMatchObject({ share: 0.75, urgency: "warn" });
    expect(toWaiting(chat, minutesLater(60))).toMatchObject({ share: 1, urgency: "late", leftMs: 0 });
  });
  test("without a deadline nothing burns", () => {
    expect(toWaiting({ ...chat, deadline_at: null }, minutesLater(600))).toMatchObject({
      share: 0,
      urgency: "calm",
      leftMs: Number.POSITIVE_INFINITY,
    });
  });
  test("a browser whose clock runs behind shows an empty bar", () => {
    expect(toWaiting(chat, minutesLater(-3))).toMatchObject({ share: 0, waitedMs: 0, urgency: "calm" });
  });
});
