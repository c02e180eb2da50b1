import { describe, expect, test } from "vitest";
import { verdictOf } from "./difference";
import { byCount, progressOf, shareOf } from "./progress";
import { remedyOf } from "./remedy";

const none = { queued: 0, replied: 0, unconfirmed: 0, bought: 0 };

describe("how far a broadcast has come", () => {
  test("whoever is not settled waits", () => {
    const counts = { ...none, audience: 100, sent: 60, failed: 3, skipped: 7 };
    expect(progressOf({ counts })).toEqual({ audience: 100, sent: 60, failed: 3, skipped: 7, waiting: 30 });
  });

  test("a bar is never longer than its audience", () => {
    const counts = { ...none, audience: 2, sent: 2, failed: 0, skipped: 1 };
    expect(progressOf({ counts })).toMatchObject({ audience: 3, waiting: 0 });
  });

  test("a share of nobody is none", () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(1, 4)).toBe(0.25);
  });

  test("reasons stand by how many they hold for; those that hold for nobody are left out", () => {
    expect(byCount({ chat_closed: 1, moderation_rejected: 5, internal: 0, cancelled: 1 })).toEqual([
      ["moderation_rejected", 5],
      ["cancelled", 1],
      ["chat_closed", 1],
    ]);
  });
});

describe("what is said of variants", () => {
  test("too few is too early, and only a leader leads", () => {
    expect(verdictOf({ p_value: null, leader: null })).toEqual({ kind: "too_early" });
    expect(verdictOf({ p_value: 0.4, leader: null })).toEqual({ kind: "chance" });
    expect(verdictOf({ p_value: 0.01, leader: "B" })).toEqual({ kind: "leads", key: "B" });
  });
});

describe("what helps against what stopped a broadcast", () => {
  test("by its code, and somebody has to look where nothing is known", () => {
    expect(remedyOf("moderation_rejected")).toBe("text");
    expect(remedyOf("credentials_rejected")).toBe("key");
    expect(remedyOf("rate_limited")).toBe("wait");
    expect(remedyOf("toString")).toBe("other");
  });
});
