import { now } from "../clock";
import { db } from "../db/client";

/** A nudge that has not arrived after this long was lost. */
const LOST_AFTER_MS = 10_000;
const BATCH = 500;
/** Longer than any silence or wait is looked back at, so that none is answered twice. */
const KEPT_MS = 60 * 24 * 60 * 60_000;

/** Chats with triggers that nobody has taken up. Index automation_triggers_to_do. */
export async function listForgottenChats(): Promise<string[]> {
  const before = new Date(now().getTime() - LOST_AFTER_MS);
  const rows = await db().$queryRaw<Array<{ chatId: string }>>`
    SELECT DISTINCT chat_id AS "chatId" FROM (
      SELECT chat_id FROM automation_triggers WHERE done_at IS NULL AND created_at < ${before}
       ORDER BY created_at LIMIT ${BATCH}) t`;
  return rows.map((row) => row.chatId);
}

/** Triggers of two months ago; what they did stays in the runs. */
export async function forgetOldTriggers(): Promise<void> {
  const before = new Date(now().getTime() - KEPT_MS);
  await db().automationTrigger.deleteMany({ where: { createdAt: { lt: before }, doneAt: { not: null } } });
}
