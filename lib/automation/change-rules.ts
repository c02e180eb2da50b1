import type { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { type AuditRecord, appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { addRule as addEndpoint, changeRule as changeEndpoint, Rule } from "../wire/automation";
import { checkRule } from "./check-rule";
import type { StoredRule } from "./model";
import { readRules, toWireRules } from "./read-rules";

export type GivenRule = z.output<(typeof addEndpoint)["body"]>;

/**
 * Makes a rule, last in the order, switched off unless asked otherwise. Throws `invalid_input`, `rule_loops`,
 * `unknown_tag`, `unknown_person`.
 */
export async function addRule(input: { actor: Actor; given: GivenRule }): Promise<Rule> {
  const { actor, given } = input;
  const id = await inTransaction(async (tx) => {
    await lockRules(tx);
    const checked = await checkRule(tx, partsOf(given));
    const row = await tx.sql.automationRule.create({
      data: {
        name: given.name,
        isEnabled: given.is_enabled ?? false,
        position: await tx.sql.automationRule.count(),
        trigger: checked.trigger,
        idleMinutes: checked.idle_minutes,
        conditions: { ...checked.conditions },
        actions: checked.actions,
      },
    });
    await appendAudit(
      tx,
      recordOf({ actor, action: "rule.added", ruleId: row.id, details: { name: given.name } }),
    );
    return row.id;
  });
  return getRule(id);
}

/** What a rule given without its optional parts comes to. */
export function partsOf(given: GivenRule): Pick<Rule, "trigger" | "idle_minutes" | "conditions" | "actions"> {
  const { trigger, idle_minutes = null, conditions = {}, actions } = given;
  return { trigger, idle_minutes, conditions, actions };
}

/**
 * Changes what is given. A rule that speaks of things that are gone can still be renamed, moved or switched off.
 * Throws `not_found` and what `addRule` throws.
 */
export async function changeRule(input: {
  actor: Actor;
  ruleId: string;
  change: z.output<(typeof changeEndpoint)["body"]>;
}): Promise<Rule> {
  const { actor, ruleId, change } = input;
  await inTransaction(async (tx) => {
    await lockRules(tx);
    const before = await requireRule(tx.sql, ruleId);
    const { position, name, is_enabled, ...parts } = change;
    const isRemade = Object.values(parts).some((part) => part !== undefined);
    const checked = isRemade ? await checkRule(tx, mergeParts(before, parts)) : null;
    if (name !== undefined || is_enabled !== undefined || checked !== null) {
      await tx.sql.automationRule.update({
        where: { id: ruleId },
        data: {
          name,
          isEnabled: is_enabled,
          trigger: checked?.trigger,
          idleMinutes: checked?.idle_minutes,
          conditions: checked === null ? undefined : { ...checked.conditions },
          actions: checked?.actions,
        },
      });
    }
    if (position !== undefined) await moveRule(tx, { ruleId, position });
    const details = { name: name ?? before.name, changed: Object.keys(change) };
    await appendAudit(tx, recordOf({ actor, action: "rule.changed", ruleId, details }));
  });
  return getRule(ruleId);
}

type Parts = ReturnType<typeof partsOf>;
type GivenParts = { readonly [Key in keyof Parts]?: Parts[Key] | undefined };

/** A rule that is no idle one any more loses its minutes, unless some were given (and are then refused). */
function mergeParts(before: StoredRule, given: GivenParts): Parts {
  const trigger = given.trigger ?? before.trigger;
  const kept = trigger === "idle" ? before.idle_minutes : null;
  return {
    trigger,
    idle_minutes: given.idle_minutes === undefined ? kept : given.idle_minutes,
    conditions: given.conditions ?? before.conditions,
    actions: given.actions ?? before.actions,
  };
}

/** Removes a rule; its runs stay in the chats' history. Throws `not_found`. */
export async function removeRule(input: { actor: Actor; ruleId: string }): Promise<void> {
  const { actor, ruleId } = input;
  await inTransaction(async (tx) => {
    await lockRules(tx);
    const rule = await requireRule(tx.sql, ruleId);
    await tx.sql.automationRule.delete({ where: { id: ruleId } });
    await renumber(tx, Prisma.sql`position`);
    await appendAudit(tx, recordOf({ actor, action: "rule.removed", ruleId, details: { name: rule.name } }));
  });
}

/** Two who reorder at once take turns; readers and running rules do not wait. */
async function lockRules(tx: Tx): Promise<void> {
  await tx.sql.$executeRaw`LOCK TABLE automation_rules IN SHARE ROW EXCLUSIVE MODE`;
}

/** Half a place before or after, then all places are numbered anew. */
async function moveRule(tx: Tx, { ruleId, position }: { ruleId: string; position: number }): Promise<void> {
  await renumber(
    tx,
    Prisma.sql`CASE WHEN id = ${ruleId}::uuid
      THEN ${position}::int + CASE WHEN ${position}::int > position THEN 0.5 ELSE -0.5 END ELSE position END`,
  );
}

/** Places 0, 1, 2, ... in this order. Leaves `updated_at`: a rule that only moved begins nothing anew. */
async function renumber(tx: Tx, order: Prisma.Sql): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE automation_rules r SET position = n.place
      FROM (SELECT id, row_number() OVER (ORDER BY ${order}, id) - 1 AS place FROM automation_rules) n
     WHERE r.id = n.id AND r.position <> n.place`;
}

async function requireRule(sql: Pick<Tx["sql"], "$queryRaw">, ruleId: string): Promise<StoredRule> {
  const found = isUuid(ruleId) ? await readRules(sql, Prisma.sql`r.id = ${ruleId}::uuid`) : [];
  const [rule] = found;
  if (rule === undefined) throw new AppError("not_found");
  return rule;
}

async function getRule(ruleId: string): Promise<Rule> {
  const [rule] = await toWireRules([await requireRule(db(), ruleId)]);
  if (rule === undefined) throw new AppError("not_found");
  return rule;
}

function recordOf(of: {
  actor: Actor;
  action: string;
  ruleId: string;
  details: Prisma.InputJsonObject;
}): AuditRecord {
  return {
    actor: { type: "user", id: of.actor.userId },
    action: of.action,
    subject: { type: "rule", id: of.ruleId },
    sellerId: null,
    details: of.details,
    requestId: of.actor.requestId,
  };
}
