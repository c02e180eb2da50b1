import { Prisma } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import { assignByItself } from "../chats/assign-by-itself";
import type { LockedChat } from "../chats/change-rows";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { ruleTrigger } from "../wire/automation";
import { answerOutsideHours } from "./answer-outside-hours";
import { findHeard, type Trigger } from "./find-heard";
import { conditionsToSql } from "./match-conditions";
import { isAnsweredBy, type Outcome, type StoredRule } from "./model";
import { lockChat, performActions } from "./perform-actions";
import { readRunnableRules } from "./read-rules";
import { ruleOfKey, stillHolds } from "./silence";

/** Tries of one trigger; then it is given up, so that it cannot stand in line for ever. */
const MOST_ATTEMPTS = 5;
/** Triggers taken up in one go; what is left is found by the sweep. */
const BATCH = 100;

/**
 * Answers what happened to a chat, in order, each trigger in one transaction with everything that follows from it. Any
 * number of workers may do the same chat: each trigger is done once. Index automation_triggers_of_chat.
 */
export async function runTriggers(chatId: string): Promise<void> {
  const pending = await db().automationTrigger.findMany({
    where: { chatId, doneAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: BATCH,
    select: { id: true },
  });
  for (const { id } of pending) {
    try {
      await runTrigger({ triggerId: id, chatId });
    } catch (error) {
      log().warn({ err: error, trigger_id: id, chat_id: chatId }, "a trigger of automation failed");
      await noteFailure(id);
    }
  }
}

async function runTrigger({ triggerId, chatId }: { triggerId: string; chatId: string }): Promise<void> {
  // no audit: here, for noteRun records whatever was done.
  await inTransaction(async (tx) => {
    const chat = await lockChat(tx, chatId);
    const trigger = await tx.sql.automationTrigger.findUnique({ where: { id: triggerId } });
    if (trigger === null || trigger.doneAt !== null) return;
    await tx.sql.automationTrigger.update({ where: { id: triggerId }, data: { doneAt: now() } });
    const kind = ruleTrigger.safeParse(trigger.kind);
    if (chat === null || !kind.success) return;
    const isByBuyer = kind.data === "new_chat" || kind.data === "new_message";
    if (isByBuyer) await giveToSomebody(tx, { triggerId, chat });
    const hasSpoken = await runRules(tx, { trigger: { ...trigger, kind: kind.data }, chat });
    if (!isByBuyer || hasSpoken) return;
    const outcome = await answerOutsideHours(tx, { chatId, sellerId: chat.sellerId });
    if (outcome !== null) await noteRun(tx, { triggerId, chat, kind: "auto_reply", outcomes: [outcome] });
  });
}

/** The seller's own way of giving chats to people. */
async function giveToSomebody(
  tx: Tx,
  { triggerId, chat }: { triggerId: string; chat: LockedChat },
): Promise<void> {
  if (chat.assigneeId !== null) return;
  const { id: chatId, sellerId } = chat;
  const service = await tx.sql.sellerService.findUnique({
    where: { sellerId },
    select: { assignment: true },
  });
  const mode = service?.assignment;
  if (mode !== "round_robin" && mode !== "least_busy") return;
  if ((await assignByItself(tx, { chatId, sellerId, mode })) === null) return;
  await noteRun(tx, { triggerId, chat, kind: "assignment", outcomes: [{ do: "assign" }] });
}

/** Rules one after the other: a later one sees what an earlier one did. True when one of them spoke to the buyer. */
async function runRules(tx: Tx, { trigger, chat }: { trigger: Trigger; chat: LockedChat }): Promise<boolean> {
  const onlyRule = trigger.onceKey === null ? null : ruleOfKey(trigger.onceKey);
  const rules = (await readRunnableRules(tx.sql)).filter(
    (rule) => isAnsweredBy(trigger.kind, rule) && (onlyRule === null || rule.id === onlyRule),
  );
  if (rules.length === 0 || !(await stillHolds(tx, trigger, rules[0]))) return false;
  const heard = await findHeard(tx, trigger);
  let hasSpoken = false;
  for (const rule of rules) {
    if (!(await holds(tx, { rule, chatId: chat.id, heard }))) continue;
    const outcomes = await performActions(tx, { chatId: chat.id, sellerId: chat.sellerId, rule });
    hasSpoken ||= outcomes.some((outcome) => outcome.do === "reply" && !("skipped" in outcome));
    if (outcomes.length > 0) await noteRun(tx, { triggerId: trigger.id, chat, kind: "rule", rule, outcomes });
  }
  return hasSpoken;
}

async function holds(
  tx: Tx,
  { rule, chatId, heard }: { rule: StoredRule; chatId: string; heard: readonly string[] },
): Promise<boolean> {
  const conditions = conditionsToSql(rule.conditions, {
    at: Prisma.sql`${now()}::timestamptz`,
    wordsHold: (test) =>
      Prisma.sql`EXISTS (SELECT 1 FROM messages said WHERE said.id = ANY (${heard}::uuid[]) AND ${test})`,
  });
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM chats c LEFT JOIN seller_service service ON service.seller_id = c.seller_id
     WHERE c.id = ${chatId}::uuid AND ${conditions}`;
  return rows.length > 0;
}

interface NewRun {
  readonly triggerId: string;
  readonly chat: Pick<LockedChat, "id" | "sellerId">;
  readonly kind: "rule" | "auto_reply" | "assignment";
  readonly rule?: Pick<StoredRule, "id" | "name">;
  readonly outcomes: readonly Outcome[];
}

async function noteRun(tx: Tx, { triggerId, chat, kind, rule, outcomes }: NewRun): Promise<void> {
  const { id: chatId, sellerId } = chat;
  const actions = outcomes.map((outcome) => ({ ...outcome }));
  await tx.sql.automationRun.create({
    data: { ruleId: rule?.id ?? null, chatId, sellerId, triggerId, kind, actions, createdAt: now() },
  });
  await appendAudit(tx, {
    actor: { type: "system", id: null },
    action: "automation.ran",
    subject: { type: "chat", id: chatId },
    sellerId,
    details: { kind, rule_id: rule?.id ?? null, rule_name: rule?.name ?? null, actions },
  });
}

/** Counts a failure; after the last one the trigger is done, and its run says that nothing came of it. */
async function noteFailure(triggerId: string): Promise<void> {
  // no audit: nothing was done to the chat; the run says so.
  await inTransaction(async (tx) => {
    const trigger = await tx.sql.automationTrigger.update({
      where: { id: triggerId },
      data: { attempts: { increment: 1 } },
    });
    if (trigger.attempts < MOST_ATTEMPTS) return;
    const given = await tx.sql.automationTrigger.updateMany({
      where: { id: triggerId, doneAt: null },
      data: { doneAt: now() },
    });
    if (given.count === 0) return;
    const { chatId, sellerId } = trigger;
    const ruleId = trigger.onceKey === null ? null : ruleOfKey(trigger.onceKey);
    await tx.sql.automationRun.create({
      data: { ruleId, chatId, sellerId, triggerId, kind: "rule", actions: ["failed"], createdAt: now() },
    });
    log().error({ trigger_id: triggerId, chat_id: chatId }, "a trigger of automation was given up");
  });
}
