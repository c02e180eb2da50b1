import { describe, expect, test } from "vitest";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { dropBroadcast, putBroadcast, shareDone } from "./put-broadcast";

const counts = {
  audience: 10,
  queued: 10,
  sent: 0,
  failed: 0,
  skipped: 0,
  replied: 0,
  unconfirmed: 0,
  bought: 0,
};

function make(id: string, rest: Partial<Broadcast> = {}): Broadcast {
  return {
    id,
    seller_id: "s1",
    name: id,
    kind: "once",
    template: "Здравствуйте!",
    variants: [{ key: "A", template: "Здравствуйте!", share: 100 }],
    filters: {},
    order_events: [],
    rate_limit: 2,
    status: "running",
    quiet_hours: "respect",
    frequency_cap: "respect",
    schedule_at: null,
    time_zone: null,
    approval: "not_needed",
    approved_by: null,
    created_by: null,
    stopped: null,
    excluded: {},
    counts,
    created_at: "2026-11-20T10:00:00.000Z",
    started_at: null,
    finished_at: null,
    ...rest,
  };
}

function listOf(broadcasts: Broadcast[], next_cursor: string | null = null) {
  return { pages: [{ items: broadcasts, next_cursor }], pageParams: [null] };
}
const idsOf = (list: ReturnType<typeof putBroadcast>) =>
  list.pages.flatMap(({ items }) => items.map(({ id }) => id));

describe("a list of broadcasts follows the stream", () => {
  test("one that is there is shown as it is now, in its place", () => {
    const list = putBroadcast(listOf([make("b"), make("a")]), make("a", { name: "новое" }), {});
    expect(idsOf(list)).toEqual(["b", "a"]);
    expect(list.pages[0]?.items[1]?.name).toBe("новое");
  });
  test("one that no longer fits the filters leaves", () => {
    const list = putBroadcast(listOf([make("a")]), make("a", { status: "completed" }), { status: "running" });
    expect(idsOf(list)).toEqual([]);
  });
  test("a new one stands on top, one of another seller does not come in", () => {
    const newer = make("b", { created_at: "2026-11-21T10:00:00.000Z" });
    expect(idsOf(putBroadcast(listOf([make("a")]), newer, {}))).toEqual(["b", "a"]);
    expect(idsOf(putBroadcast(listOf([make("a")]), newer, { seller_id: "s2" }))).toEqual(["a"]);
  });
  test("one older than everything loaded waits for its page, if there is one", () => {
    const older = make("b", { created_at: "2026-11-01T10:00:00.000Z" });
    expect(idsOf(putBroadcast(listOf([make("a")], "next"), older, {}))).toEqual(["a"]);
    expect(idsOf(putBroadcast(listOf([make("a")]), older, {}))).toEqual(["a", "b"]);
  });
  test("one that was removed is gone", () => {
    expect(idsOf(dropBroadcast(listOf([make("b"), make("a")]), "b"))).toEqual(["a"]);
  });
});

test("progress counts everybody whose turn is over", () => {
  expect(shareDone({ counts: { ...counts, sent: 5, failed: 1, skipped: 2 } })).toBe(0.8);
  expect(shareDone({ counts: { ...counts, audience: 0 } })).toBe(0);
});
