import type { Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Rule, RuleAction, RuleConditions } from "../wire/automation";
import { couldLoop } from "./loops";

/** What a rule is made of. */
export type RuleParts = Pick<Rule, "trigger" | "idle_minutes" | "conditions" | "actions">;

/**
 * Asks whether a rule makes sense and everything it speaks of is there; answers it with tags named as they stand in
 * `tags`. Throws `invalid_input`, `rule_loops`, `unknown_tag`, `unknown_person`.
 */
export async function checkRule(tx: Tx, rule: RuleParts): Promise<RuleParts> {
  requireIdle(rule);
  if (couldLoop(rule)) throw new AppError("rule_loops");
  await requirePeople(tx, rule.actions);
  await requireReplies(tx, rule.actions);
  await requireSellers(tx, rule.conditions);
  return nameTags(tx, rule);
}

/** Minutes belong to an idle rule, and to no other. */
export function requireIdle(rule: Pick<RuleParts, "trigger" | "idle_minutes">): void {
  if ((rule.trigger === "idle") === (rule.idle_minutes !== null)) return;
  throw invalid("idle_minutes");
}

function invalid(field: string): AppError {
  return new AppError("invalid_input", { details: [{ field, problem: "does not fit" }] });
}

async function requirePeople(tx: Tx, actions: readonly RuleAction[]): Promise<void> {
  const ids = actions.flatMap((action) => {
    if (action.do === "notify") return action.user_ids;
    return action.do === "assign" && action.to !== "round_robin" && action.to !== "least_busy"
      ? [action.to]
      : [];
  });
  const wanted = new Set(ids);
  if ((await tx.sql.user.count({ where: { id: { in: [...wanted] }, deactivatedAt: null } })) < wanted.size)
    throw new AppError("unknown_person");
}

async function requireReplies(tx: Tx, actions: readonly RuleAction[]): Promise<void> {
  const wanted = new Set(
    actions.flatMap((action) => (action.do === "reply" ? [action.canned_reply_id] : [])),
  );
  const ids = [...wanted].filter(isUuid);
  if ((await tx.sql.cannedReply.count({ where: { id: { in: ids } } })) < wanted.size)
    throw invalid("actions.canned_reply_id");
}

async function requireSellers(tx: Tx, conditions: RuleConditions): Promise<void> {
  const wanted = new Set(conditions.seller_ids ?? []);
  const ids = [...wanted].filter(isUuid);
  if ((await tx.sql.seller.count({ where: { id: { in: ids }, deletedAt: null } })) < wanted.size)
    throw invalid("conditions.seller_ids");
}

async function nameTags(tx: Tx, rule: RuleParts): Promise<RuleParts> {
  const { conditions, actions } = rule;
  const given = [
    conditions.has_tag,
    conditions.lacks_tag,
    ...actions.map((action) => (action.do === "tag" ? action.tag : undefined)),
  ].filter((tag) => tag !== undefined);
  if (given.length === 0) return rule;
  // Held until the end: a renaming meanwhile comes before (unknown) or after (and then carries on into this rule).
  const rows = await tx.sql.$queryRaw<Array<{ given: string; name: string }>>`
    SELECT n.given, t.name FROM unnest(${given}::text[]) AS n (given) JOIN tags t ON lower(t.name) = lower(n.given)
     ORDER BY t.id FOR SHARE OF t`;
  const nameOf = new Map(rows.map((row) => [row.given, row.name]));
  const named = (tag: string) => {
    const name = nameOf.get(tag);
    if (name === undefined) throw new AppError("unknown_tag", { details: { tag } });
    return name;
  };
  return {
    ...rule,
    conditions: {
      ...conditions,
      ...(conditions.has_tag === undefined ? {} : { has_tag: named(conditions.has_tag) }),
      ...(conditions.lacks_tag === undefined ? {} : { lacks_tag: named(conditions.lacks_tag) }),
    },
    actions: actions.map((action) => (action.do === "tag" ? { ...action, tag: named(action.tag) } : action)),
  };
}
