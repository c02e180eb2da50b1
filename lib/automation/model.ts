import type { Prisma } from "@/generated/prisma/client";
import { log } from "../log";
import { type Rule, type RuleAction, ruleAction, ruleConditions, ruleTrigger } from "../wire/automation";

/** A rule as it is stored and understood. */
export type StoredRule = Pick<
  Rule,
  | "id"
  | "name"
  | "is_enabled"
  | "position"
  | "trigger"
  | "idle_minutes"
  | "conditions"
  | "actions"
  | "problem"
> & { readonly updatedAt: Date };

/** What happened to a chat. */
export type TriggerKind = Rule["trigger"];

export interface RuleRow {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly position: number;
  readonly trigger: string;
  readonly idleMinutes: number | null;
  readonly conditions: Prisma.JsonValue;
  readonly actions: Prisma.JsonValue;
  readonly updatedAt: Date;
  readonly problem: string | null;
}

/** Reads a row; null (and a line in the log) for one that a later version wrote in words this one does not know. */
export function toStoredRule(row: RuleRow): StoredRule | null {
  const trigger = ruleTrigger.safeParse(row.trigger);
  const conditions = ruleConditions.safeParse(row.conditions);
  const actions = ruleAction.array().safeParse(row.actions);
  if (!trigger.success || !conditions.success || !actions.success) {
    log().warn({ rule_id: row.id }, "a rule cannot be understood; it does not run");
    return null;
  }
  return {
    id: row.id,
    name: row.name,
    is_enabled: row.isEnabled,
    position: row.position,
    trigger: trigger.data,
    idle_minutes: row.idleMinutes,
    conditions: conditions.data,
    actions: actions.data,
    problem: toProblem(row.problem),
    updatedAt: row.updatedAt,
  };
}

function toProblem(stored: string | null): Rule["problem"] {
  return stored === "tag_deleted" ||
    stored === "person_gone" ||
    stored === "canned_reply_gone" ||
    stored === "seller_gone"
    ? stored
    : null;
}

/** A chat's first message is a new message too: who wants words looked at wants them looked at there as well. */
export function isAnsweredBy(kind: TriggerKind, rule: Pick<Rule, "trigger">): boolean {
  return rule.trigger === kind || (kind === "new_chat" && rule.trigger === "new_message");
}

/** What became of an action: done, or left out and why. Nothing to do (the tag was there) is told by neither. */
export type Outcome =
  | { readonly do: RuleAction["do"] }
  | { readonly do: RuleAction["do"]; readonly skipped: string };

/** An outcome as `GET /api/automation-runs` says it: `tag`, `skipped:reply:chat_closed`, `failed`. */
export function toWireOutcomes(stored: Prisma.JsonValue): string[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one) => {
    if (typeof one === "string") return [one];
    if (one === null || typeof one !== "object" || Array.isArray(one)) return [];
    return typeof one.skipped === "string" ? [`skipped:${one.do}:${one.skipped}`] : [String(one.do)];
  });
}
