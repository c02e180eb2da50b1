import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { enqueue } from "../queue/enqueue";
import type { Trigger } from "./find-heard";
import type { StoredRule } from "./model";
import { readRunnableRules } from "./read-rules";

/** Silences and missed targets: nobody rings for them, a sweep finds them. */

/** Chats taken up for one rule in one go. */
const BATCH = 500;
/** What passed longer ago (while no worker ran) is history: a buyer must not be answered about last month. */
const LONGEST_AGO_MS = 7 * 24 * 60 * 60_000;

/** The one rule a trigger is for; its key is "rule's id, what it fired for". */
export function ruleOfKey(onceKey: string): string | null {
  const [ruleId = ""] = onceKey.split(" ");
  return isUuid(ruleId) ? ruleId : null;
}

/**
 * Notes triggers for chats that have just been silent, or waiting, for too long: each once for the same silence or
 * wait. A rule begins with what happens after it was last changed: switching one on must not answer a thousand old
 * chats. Answers how many were noted.
 */
export async function noteSilences(): Promise<number> {
  const rules = await readRunnableRules(db());
  let noted = 0;
  for (const rule of rules) {
    if (rule.trigger !== "idle" && rule.trigger !== "overdue") continue;
    const since = new Date(Math.max(rule.updatedAt.getTime(), now().getTime() - LONGEST_AGO_MS));
    const candidates = rule.trigger === "idle" ? idleSql(rule, since) : overdueSql(since);
    noted += await noteOnce(rule, candidates);
  }
  return noted;
}

/** Milliseconds of an instant, as they stand in a key. */
const millis = (instant: Prisma.Sql) => Prisma.sql`floor(extract(epoch FROM ${instant}) * 1000)::bigint`;

/** Open, not put off. Index chats_by_last_message. */
function idleSql(rule: StoredRule, since: Date): Prisma.Sql {
  const idleMs = (rule.idle_minutes ?? 0) * 60_000;
  const from = new Date(since.getTime() - idleMs);
  const until = new Date(now().getTime() - idleMs);
  return Prisma.sql`
    SELECT c.id, c.seller_id, ${millis(Prisma.sql`c.last_message_at`)} AS fired_for FROM chats c
     WHERE c.kind = 'buyer' AND c.status = 'open' AND c.last_message_at > ${from} AND c.last_message_at <= ${until}
       AND (c.snoozed_until IS NULL OR c.snoozed_until <= ${now()})`;
}

/** The reply could still be given (else deadline_at is the earlier end of writing). Index chats_by_deadline. */
function overdueSql(since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, c.seller_id, ${millis(Prisma.sql`c.waiting_since`)} AS fired_for FROM chats c
     WHERE c.kind = 'buyer' AND c.status = 'open' AND c.waiting_since IS NOT NULL
       AND c.deadline_at > ${since} AND c.deadline_at <= ${now()} AND c.due_at = c.deadline_at
       AND (c.snoozed_until IS NULL OR c.snoozed_until <= ${now()})`;
}

/** Index automation_triggers_once. */
async function noteOnce(rule: StoredRule, candidates: Prisma.Sql): Promise<number> {
  const ofSellers = rule.conditions.seller_ids;
  const isWanted =
    ofSellers === undefined
      ? Prisma.sql`true`
      : Prisma.sql`candidate.seller_id = ANY (${ofSellers.filter(isUuid)}::uuid[])`;
  const chats = await db().$queryRaw<Array<{ chatId: string }>>`
    INSERT INTO automation_triggers (chat_id, seller_id, kind, once_key)
    SELECT candidate.id, candidate.seller_id, ${rule.trigger}, ${`${rule.id} `} || candidate.fired_for
      FROM (${candidates}) candidate
     WHERE ${isWanted} AND NOT EXISTS (
       SELECT 1 FROM automation_triggers t
        WHERE t.chat_id = candidate.id AND t.once_key = ${`${rule.id} `} || candidate.fired_for)
     LIMIT ${BATCH}
    ON CONFLICT (chat_id, once_key) WHERE once_key IS NOT NULL DO NOTHING
    RETURNING chat_id AS "chatId"`;
  for (const { chatId } of chats) await enqueue("run-automation", { chat_id: chatId });
  return chats.length;
}

/**
 * Whether what a trigger was noted for is still so: somebody may have written or answered since. Buyers' messages have
 * no such question. The caller holds the chat's lock.
 */
export async function stillHolds(tx: Tx, trigger: Trigger, rule: StoredRule | undefined): Promise<boolean> {
  if (trigger.onceKey === null) return true;
  if (rule === undefined) return false;
  const firedFor = trigger.onceKey.split(" ")[1] ?? "";
  const chat = await tx.sql.chat.findUniqueOrThrow({
    where: { id: trigger.chatId },
    select: { status: true, lastMessageAt: true, waitingSince: true, dueAt: true, snoozedUntil: true },
  });
  const isAsleep = chat.snoozedUntil !== null && chat.snoozedUntil > now();
  if (chat.status !== "open" || isAsleep) return false;
  if (trigger.kind === "idle") {
    const idleSince = now().getTime() - (rule.idle_minutes ?? 0) * 60_000;
    const last = chat.lastMessageAt?.getTime();
    return last !== undefined && String(last) === firedFor && last <= idleSince;
  }
  return String(chat.waitingSince?.getTime()) === firedFor && chat.dueAt !== null && chat.dueAt <= now();
}
