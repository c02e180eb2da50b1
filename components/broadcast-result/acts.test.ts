import { describe, expect, test } from "vitest";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { actsOf, approvalOf } from "./acts";

const counts = {
  audience: 0,
  queued: 0,
  sent: 0,
  failed: 0,
  skipped: 0,
  replied: 0,
  unconfirmed: 0,
  bought: 0,
};

type Judged = Pick<Broadcast, "status" | "approval" | "created_by" | "counts" | "kind">;

function broadcast(
  given: Partial<Omit<Judged, "counts">> & { counts?: Partial<Broadcast["counts"]> },
): Judged {
  return {
    status: "draft",
    approval: "not_needed",
    created_by: "vera",
    kind: "once",
    ...given,
    counts: { ...counts, ...given.counts },
  };
}

describe("what may be done with a broadcast", () => {
  test("a draft is started, changed or removed", () => {
    expect(actsOf(broadcast({}), "vera")).toEqual(["start", "edit", "remove"]);
  });

  test("one that needs a second person is let start by anybody but its author", () => {
    const waiting = broadcast({ approval: "needed" });
    expect(actsOf(waiting, "vera")).toEqual(["edit", "remove"]);
    expect(actsOf(waiting, "oleg")).toEqual(["approve", "edit", "remove"]);
    expect(approvalOf(waiting, "vera")).toBe("others_turn");
    expect(approvalOf(broadcast({ approval: "given", status: "running" }), "vera")).toBe("settled");
  });

  test("what runs is paused, what is paused goes on; either can be ended", () => {
    expect(actsOf(broadcast({ status: "running" }), "oleg")).toEqual(["pause", "cancel"]);
    expect(actsOf(broadcast({ status: "paused" }), "oleg")).toEqual(["resume", "cancel"]);
  });

  test("what waits for its time can still be changed", () => {
    expect(actsOf(broadcast({ status: "scheduled" }), "oleg")).toEqual(["edit", "cancel"]);
  });

  test("failed recipients are tried again only where there are some", () => {
    expect(actsOf(broadcast({ status: "completed", counts: { audience: 2 } }), "oleg")).toEqual(["download"]);
    const withFailed = broadcast({ status: "completed", counts: { audience: 2, failed: 1 } });
    expect(actsOf(withFailed, "oleg")).toEqual(["retry", "download"]);
  });

  test("one that could not even start has nothing to be done with", () => {
    expect(actsOf(broadcast({ status: "failed" }), "oleg")).toEqual([]);
  });
});
