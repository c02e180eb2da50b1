import { describe, expect, test } from "vitest";
import { ApiError } from "../api-client";
import { toParts, toReach } from "./reach";
import { isApprovalAsked, maxRateOf, placeOf } from "./refusals";
import { sendAct } from "./send-words";

describe("an audience split", () => {
  const reach = toReach({
    audience_count: 5,
    excluded: { opted_out: 1, quiet_hours: 3, not_writable: 7, open_question: 2 },
  });
  test("quiet hours put off and are no reason to be left out", () => {
    expect(reach).toMatchObject({ now: 5, later: 3, never: 10, total: 8 });
    expect(reach.reasons.map(({ reason }) => reason)).not.toContain("quiet_hours");
  });
  test("the most frequent reason is told first, one that holds for nobody not at all", () => {
    expect(reach.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ["not_writable", 7],
      ["open_question", 2],
      ["opted_out", 1],
    ]);
  });
  test("parts of nobody are nothing, not broken", () => {
    expect(toParts({ a: 0, b: 0 }, ["a", "b"]).map(({ percent }) => percent)).toEqual([0, 0]);
    expect(toParts({ a: 1, b: 3 }, ["a", "b"]).map(({ percent }) => percent)).toEqual([25, 75]);
  });
});

describe("the button says what will happen", () => {
  const form = { kind: "once", when: "now", timeZone: "Europe/Moscow" } as const;
  const given = { form, startsAt: null, count: 8, needsApproval: false };
  const at = new Date("2026-11-22T07:00:00Z");
  test("now, later, by itself", () => {
    expect(sendAct(given)).toEqual({ act: "sendTo", count: 8 });
    expect(sendAct({ ...given, form: { ...form, when: "later" }, startsAt: at })).toEqual({
      act: "schedule",
      at,
      zone: "Europe/Moscow",
    });
    expect(sendAct({ ...given, form: { ...form, kind: "order" } })).toEqual({ act: "switchOn" });
  });
  test("a second person goes before everything; no number is promised before it is known", () => {
    expect(sendAct({ ...given, needsApproval: true })).toEqual({ act: "ask" });
    expect(sendAct({ ...given, count: undefined })).toEqual({ act: "send" });
    expect(sendAct({ ...given, count: 0 })).toEqual({ act: "send" });
  });
});

describe("a refusal is told at its field", () => {
  test("with the highest pace, where that was it", () => {
    const tooHigh = new ApiError("rate_too_high", { fields: { max_rate: 50 } });
    expect([placeOf(tooHigh), maxRateOf(tooHigh)]).toEqual(["rate", 50]);
    expect(maxRateOf(new ApiError("schedule_in_past"))).toBeNull();
  });
  test("what belongs to no field is told where it was asked for", () => {
    expect(placeOf(new ApiError("internal"))).toBeNull();
    expect(placeOf(new Error("something else"))).toBeNull();
    expect(isApprovalAsked(new ApiError("approval_needed"))).toBe(true);
  });
});
