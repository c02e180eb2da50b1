import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { tagName } from "./desk";

export const ruleTrigger = z.enum(["new_chat", "new_message", "idle", "overdue"]);
export type RuleTrigger = z.infer<typeof ruleTrigger>;

/** All that are given must hold; an empty object always holds. */
export const ruleConditions = z.strictObject({
  /** Any of these words or phrases stands in the buyer's message, whatever its case or form. */
  words: z.array(z.string().trim().min(1).max(100)).min(1).max(50).optional(),
  seller_ids: z.array(z.string().max(100)).min(1).max(500).optional(),
  /** The order of the chat is in one of these states. */
  order_states: z
    .array(
      z.enum([
        "awaiting",
        "packing",
        "shipped",
        "delivering",
        "delivered",
        "cancelled",
        "disputed",
        "unknown",
      ]),
    )
    .min(1)
    .optional(),
  /** Within or outside the seller's business hours. */
  hours: z.enum(["inside", "outside"]).optional(),
  has_tag: tagName.optional(),
  lacks_tag: tagName.optional(),
  is_assigned: z.boolean().optional(),
});
export type RuleConditions = z.infer<typeof ruleConditions>;

export const ruleAction = z.discriminatedUnion("do", [
  /** To a person; or by turns or load among the seller's operators. */
  z.strictObject({ do: z.literal("assign"), to: z.string().min(1).max(100) }),
  z.strictObject({ do: z.literal("tag"), tag: tagName }),
  z.strictObject({ do: z.literal("reply"), canned_reply_id: z.string().max(100) }),
  z.strictObject({ do: z.literal("close") }),
  /** For so many minutes; the buyer's next message ends it sooner. */
  z.strictObject({ do: z.literal("snooze"), minutes: z.number().int().min(1).max(43_200) }),
  z.strictObject({ do: z.literal("notify"), user_ids: z.array(z.string().max(100)).min(1).max(50) }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

const ruleFields = {
  name: z.string().trim().min(1).max(100),
  is_enabled: z.boolean(),
  trigger: ruleTrigger,
  /** Only and always of an idle rule. */
  idle_minutes: z.number().int().min(5).max(43_200).nullable(),
  conditions: ruleConditions,
  actions: z.array(ruleAction).min(1).max(10),
};

export const rule = z.object({
  id: z.string(),
  ...ruleFields,
  position: z.number().int(),
  updated_at: instant,
  /** How often it did something in the last seven days. */
  runs_last_week: z.number().int(),
  /** Names of things it speaks of that are not there any more: it then does not run. */
  problem: z.enum(["tag_deleted", "person_gone", "canned_reply_gone", "seller_gone"]).nullable(),
});
export type Rule = z.infer<typeof rule>;

export const listRules = declareEndpoint({
  method: "GET",
  path: "/api/automation-rules",
  access: "desk.manage",
  summary: "Rules in the order in which they run",
  answer: z.object({ items: z.array(rule) }),
});

const givenRule = z.strictObject({
  ...ruleFields,
  is_enabled: z.boolean().optional(),
  idle_minutes: ruleFields.idle_minutes.optional(),
  conditions: ruleConditions.optional(),
});

export const addRule = declareEndpoint({
  method: "POST",
  path: "/api/automation-rules",
  access: "desk.manage",
  summary: "Makes a rule; one that could answer itself without end is refused (rule_loops)",
  body: givenRule,
  answer: z.object({ rule }),
  status: 201,
  isIdempotent: true,
});

export const changeRule = declareEndpoint({
  method: "PATCH",
  path: "/api/automation-rules/{id}",
  access: "desk.manage",
  summary: "Changes a rule",
  params: idParams,
  body: z
    .strictObject(ruleFields)
    .partial()
    .extend({ position: z.number().int().min(0).max(1000).optional() }),
  answer: z.object({ rule }),
});

export const removeRule = declareEndpoint({
  method: "DELETE",
  path: "/api/automation-rules/{id}",
  access: "desk.manage",
  summary: "Removes a rule; what it did stays in the chats' history",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

export const tryRule = declareEndpoint({
  method: "POST",
  path: "/api/automation-rules/dry-run",
  access: "desk.manage",
  limit: { requests: 30, seconds: 60 },
  summary: "What a rule would have done with the chats of the last days; nothing is changed",
  body: z.strictObject({ rule: givenRule, days: z.number().int().min(1).max(31).default(7) }),
  answer: z.object({
    /** Moments that were looked at: messages, silences, missed targets. */
    looked_at: z.number().int(),
    /** How many of them the rule would have answered. */
    matched: z.number().int(),
    /** True when there were more than could be looked at. */
    is_cut: z.boolean(),
    /** The newest of them, at most fifty. */
    samples: z.array(
      z.object({
        chat_id: z.string(),
        buyer_name: z.string().nullable(),
        seller_id: z.string(),
        at: instant,
        text: z.string(),
        actions: z.array(ruleAction),
        /** The reply with its variables filled in, when there is one. */
        reply_text: z.string().nullable(),
      }),
    ),
  }),
});

export const ruleRun = z.object({
  id: z.string(),
  kind: z.enum(["rule", "auto_reply", "assignment"]),
  rule_id: z.string().nullable(),
  chat_id: z.string(),
  buyer_name: z.string().nullable(),
  /** What was done (`tag`), what was left out and why (`skipped:reply:chat_closed`), or `failed`. */
  actions: z.array(z.string()),
  created_at: instant,
});
export type RuleRun = z.infer<typeof ruleRun>;

export const listRuleRuns = declareEndpoint({
  method: "GET",
  path: "/api/automation-runs",
  access: "desk.manage",
  summary: "What was done by itself, newest first",
  query: pageQuery.extend({ rule_id: z.string().max(100).optional() }),
  answer: listOf(ruleRun),
});
