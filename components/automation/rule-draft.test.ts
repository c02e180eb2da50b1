import { describe, expect, test } from "vitest";
import type { Rule } from "@/lib/wire/automation";
import { emptyDraft, joinMinutes, splitMinutes, splitWords, tagsIn, toBody, toDraft } from "./rule-draft";

const rule: Rule = {
  id: "1",
  name: "Возвраты",
  is_enabled: true,
  trigger: "idle",
  idle_minutes: 2880,
  conditions: {
    words: ["возврат", "вернуть деньги"],
    seller_ids: ["s"],
    order_states: ["delivered"],
    hours: "inside",
    has_tag: "a",
    lacks_tag: "b",
    is_assigned: false,
  },
  actions: [
    { do: "assign", to: "least_busy" },
    { do: "tag", tag: "b" },
    { do: "reply", canned_reply_id: "r" },
    { do: "snooze", minutes: 90 },
    { do: "notify", user_ids: ["u"] },
    { do: "close" },
  ],
  position: 0,
  updated_at: "2026-11-21T10:00:00.000Z",
  runs_last_week: 0,
  problem: null,
};

test("a rule that is opened and kept unchanged stays the same", () => {
  const { name, trigger, idle_minutes, conditions, actions } = rule;
  expect(toBody(toDraft(rule))).toEqual({ body: { name, trigger, idle_minutes, conditions, actions } });
});

test("minutes go when the silence goes", () => {
  const kept = toBody({ ...toDraft(rule), trigger: "new_chat" });
  expect(kept).toMatchObject({ body: { trigger: "new_chat", idle_minutes: null } });
});

test("every empty part is named", () => {
  const told = toBody({
    ...emptyDraft,
    trigger: "idle",
    idleAmount: "1",
    idleUnit: "minutes",
    conditions: [
      { kind: "words", text: " , " },
      { kind: "has_tag", tag: "" },
    ],
    actions: [{ do: "close" }, { do: "notify", userIds: [] }],
  });
  expect("gaps" in told && [...told.gaps].sort()).toEqual([
    "action 1",
    "condition has_tag",
    "condition words",
    "idle",
    "name",
  ]);
  expect(toBody({ ...emptyDraft, name: "x", actions: [] })).toEqual({ gaps: new Set(["actions"]) });
});

describe("times", () => {
  test("are told in their largest whole unit", () => {
    expect(splitMinutes(4320)).toEqual({ amount: 3, unit: "days" });
    expect(splitMinutes(90)).toEqual({ amount: 90, unit: "minutes" });
    expect(splitMinutes(120)).toEqual({ amount: 2, unit: "hours" });
  });
  test("are read with a comma, and refused when they are none", () => {
    expect(joinMinutes("1,5", "hours")).toBe(90);
    for (const wrong of ["", "x", "0", "-1", "0,01", "31"])
      expect(joinMinutes(wrong, "days"), wrong).toBeNull();
  });
});

test("words are separated by commas and lines, each once", () => {
  expect(splitWords("возврат, вернуть деньги\n возврат;брак,,")).toEqual([
    "возврат",
    "вернуть деньги",
    "брак",
  ]);
});

test("tags of conditions and actions are found, each once", () => {
  expect(
    tagsIn({
      conditions: { lacks_tag: "b" },
      actions: [
        { do: "tag", tag: "b" },
        { do: "tag", tag: "c" },
      ],
    }),
  ).toEqual(["b", "c"]);
});
