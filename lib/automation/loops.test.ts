import { expect, test } from "vitest";
import type { RuleAction, RuleConditions, RuleTrigger } from "../wire/automation";
import { couldLoop } from "./loops";

const reply: RuleAction = { do: "reply", canned_reply_id: "r" };
const rule = (trigger: RuleTrigger, actions: RuleAction[], conditions: RuleConditions = {}) => ({
  trigger,
  actions,
  conditions,
});

test("a reply to a silence begins the next silence", () => {
  expect(couldLoop(rule("idle", [reply]))).toBe(true);
  expect(couldLoop(rule("idle", [reply, { do: "snooze", minutes: 60 }]))).toBe(true);
  expect(couldLoop(rule("idle", [reply, { do: "tag", tag: "напомнили" }]))).toBe(true);
  expect(couldLoop(rule("idle", [reply, { do: "tag", tag: "один" }], { lacks_tag: "другой" }))).toBe(true);
  expect(couldLoop(rule("idle", [reply, { do: "assign", to: "round_robin" }], { is_assigned: false }))).toBe(
    true,
  );
});

test("a rule that keeps itself from happening again is none", () => {
  expect(couldLoop(rule("idle", [reply, { do: "close" }]))).toBe(false);
  expect(couldLoop(rule("idle", [reply, { do: "tag", tag: "Один" }], { lacks_tag: "один" }))).toBe(false);
  expect(couldLoop(rule("idle", [reply, { do: "assign", to: "u1" }], { is_assigned: false }))).toBe(false);
});

test("what happens once for each silence, wait or message cannot loop", () => {
  expect(
    couldLoop(
      rule("idle", [
        { do: "tag", tag: "тихо" },
        { do: "notify", user_ids: ["u"] },
      ]),
    ),
  ).toBe(false);
  expect(couldLoop(rule("overdue", [reply]))).toBe(false);
  expect(couldLoop(rule("new_message", [reply]))).toBe(false);
});
