import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import type { Rule } from "../wire/automation";
import { type RuleRow, type StoredRule, toStoredRule } from "./model";

type Sql = Pick<Tx["sql"], "$queryRaw">;

/** Every rule in the order in which they run. Few rows: no index, no pages. */
export async function readRules(sql: Sql, where: Prisma.Sql = Prisma.sql`true`): Promise<StoredRule[]> {
  const rows = await sql.$queryRaw<RuleRow[]>`
    SELECT r.id, r.name, r.is_enabled AS "isEnabled", r.position, r.trigger, r.idle_minutes AS "idleMinutes",
           r.conditions, r.actions, r.updated_at AS "updatedAt", ${problem} AS problem
      FROM automation_rules r WHERE ${where} ORDER BY r.position, r.id`;
  return rows.map(toStoredRule).filter((rule) => rule !== null);
}

/** Those that may run: switched on, and all they speak of is there. */
export async function readRunnableRules(sql: Sql): Promise<StoredRule[]> {
  const rules = await readRules(sql, Prisma.sql`r.is_enabled`);
  return rules.filter((rule) => rule.problem === null);
}

/** What a rule speaks of and is not there any more. */
const problem = Prisma.sql`CASE
  WHEN EXISTS (
    SELECT 1 FROM (
      SELECT r.conditions ->> 'has_tag' AS name UNION ALL SELECT r.conditions ->> 'lacks_tag'
      UNION ALL SELECT a ->> 'tag' FROM jsonb_array_elements(r.actions) a WHERE a ->> 'do' = 'tag') said
     WHERE said.name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tags t WHERE lower(t.name) = lower(said.name)))
    THEN 'tag_deleted'
  WHEN EXISTS (
    SELECT 1 FROM (
      SELECT a ->> 'to' AS id FROM jsonb_array_elements(r.actions) a
       WHERE a ->> 'do' = 'assign' AND a ->> 'to' NOT IN ('round_robin', 'least_busy')
      UNION ALL
      SELECT jsonb_array_elements_text(a -> 'user_ids') FROM jsonb_array_elements(r.actions) a
       WHERE a ->> 'do' = 'notify') said
     WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = said.id AND u.deactivated_at IS NULL))
    THEN 'person_gone'
  WHEN EXISTS (
    SELECT 1 FROM jsonb_array_elements(r.actions) a
     WHERE a ->> 'do' = 'reply'
       AND NOT EXISTS (SELECT 1 FROM canned_replies reply WHERE reply.id::text = a ->> 'canned_reply_id'))
    THEN 'canned_reply_gone'
  WHEN EXISTS (
    SELECT 1 FROM jsonb_array_elements_text(coalesce(r.conditions -> 'seller_ids', '[]')) said (id)
     WHERE NOT EXISTS (SELECT 1 FROM sellers s WHERE s.id::text = said.id AND s.deleted_at IS NULL))
    THEN 'seller_gone' END`;

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Rules in their public form, in the order in which they run. */
export async function listRules(): Promise<{ items: Rule[] }> {
  return { items: await toWireRules(await readRules(db())) };
}

/** With how often each did something last week. Index automation_runs_rule_id_created_at_idx. */
export async function toWireRules(rules: readonly StoredRule[]): Promise<Rule[]> {
  const counts = await db().automationRun.groupBy({
    by: ["ruleId"],
    where: {
      ruleId: { in: rules.map((rule) => rule.id) },
      createdAt: { gt: new Date(now().getTime() - WEEK_MS) },
    },
    _count: true,
  });
  const countOf = new Map(counts.map((row) => [row.ruleId, row._count]));
  return rules.map(({ updatedAt, ...rule }) => ({
    ...rule,
    updated_at: updatedAt.toISOString(),
    runs_last_week: countOf.get(rule.id) ?? 0,
  }));
}
