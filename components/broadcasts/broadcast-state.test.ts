import { describe, expect, test } from "vitest";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { addressOfBroadcast, momentOf, saidStatus, toneOf } from "./broadcast-state";

const draft = { id: "b1", status: "draft", kind: "once", approval: "not_needed" } as const;

describe("the state of a broadcast", () => {
  test("one about orders is switched on, not under way; a draft may wait for somebody", () => {
    expect(saidStatus({ ...draft, status: "running" })).toBe("running");
    expect(saidStatus({ ...draft, status: "running", kind: "order" })).toBe("on");
    expect(saidStatus({ ...draft, approval: "needed" })).toBe("approval");
    expect(toneOf("approval")).toBe("warn");
    expect(toneOf("completed")).toBe("plain");
  });
  test("a draft is worked on, everything else is looked at", () => {
    expect(addressOfBroadcast(draft)).toBe("/broadcasts/b1/edit");
    expect(addressOfBroadcast({ ...draft, approval: "needed" })).toBe("/broadcasts/b1");
    expect(addressOfBroadcast({ ...draft, status: "paused" })).toBe("/broadcasts/b1");
  });
  test("the latest thing that happened is told, and what is to come of one that waits", () => {
    const times = {
      status: "draft",
      created_at: "2026-11-20T10:00:00Z",
      schedule_at: "2026-11-25T10:00:00Z",
      started_at: null,
      finished_at: null,
    } as const satisfies Partial<Broadcast>;
    expect(momentOf(times).what).toBe("created");
    expect(momentOf({ ...times, status: "scheduled" })).toEqual({
      what: "scheduled",
      at: times.schedule_at,
    });
    const started = { ...times, status: "running", started_at: "2026-11-21T10:00:00Z" } as const;
    expect(momentOf(started).what).toBe("started");
    expect(momentOf({ ...started, finished_at: "2026-11-21T11:00:00Z" }).what).toBe("finished");
  });
});
