import { Prisma } from "@/generated/prisma/client";
import { isUuid } from "../db/uuid";
import type { GivenRule } from "./change-rules";

/**
 * The moments of the past at which a rule would have been asked: SQL of (chat_id, message_id, at), newest first.
 * `message_id` is the buyer's message whose words count; null when the buyer had not written. Reconstructed from the
 * stored messages; whether a chat was closed or put off then is not known and not asked.
 */
export function momentsSql(
  rule: Pick<GivenRule, "trigger" | "idle_minutes" | "conditions">,
  { since, now }: { since: Date; now: Date },
): Prisma.Sql {
  const seller = ofSellers(rule.conditions?.seller_ids);
  switch (rule.trigger) {
    case "new_message":
      return messages({ since, seller, isNewChat: Prisma.sql`true` });
    case "new_chat":
      return messages({ since, seller, isNewChat });
    case "idle":
      return silences({ since, now, seller, minutes: rule.idle_minutes ?? 0 });
    case "overdue":
      return missedTargets({ since, now, seller });
  }
}

function ofSellers(sellerIds: readonly string[] | undefined): Prisma.Sql {
  const isLiving = Prisma.sql`EXISTS (SELECT 1 FROM sellers s WHERE s.id = c.seller_id AND s.deleted_at IS NULL)`;
  if (sellerIds === undefined) return isLiving;
  return Prisma.sql`${isLiving} AND c.seller_id = ANY (${sellerIds.filter(isUuid)}::uuid[])`;
}

/** As `lib/chats/note-triggers.ts` tells a new chat, without the closings. */
const isNewChat = Prisma.sql`(
  NOT EXISTS (SELECT 1 FROM messages b
               WHERE b.chat_id = m.chat_id AND b.author_type = 'buyer' AND b.created_at < m.created_at)
  OR NOT EXISTS (SELECT 1 FROM messages b
               WHERE b.chat_id = m.chat_id AND b.status <> 'cancelled' AND b.created_at < m.created_at
                 AND b.created_at > m.created_at - interval '48 hours'))`;

/** Index messages_by_time. */
function messages(given: { since: Date; seller: Prisma.Sql; isNewChat: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`
    SELECT m.chat_id, m.id AS message_id, m.created_at AS at FROM messages m JOIN chats c ON c.id = m.chat_id
     WHERE m.created_at > ${given.since} AND m.author_type = 'buyer' AND c.kind = 'buyer'
       AND ${given.seller} AND ${given.isNewChat}
     ORDER BY m.created_at DESC`;
}

/** Gaps between messages, and the silence that still lasts. Index chats_of_any_status. */
function silences(given: { since: Date; now: Date; seller: Prisma.Sql; minutes: number }): Prisma.Sql {
  const idle = Prisma.sql`make_interval(mins => ${given.minutes}::int)`;
  return Prisma.sql`
    SELECT gap.chat_id, heard.id AS message_id, gap.from_at + ${idle} AS at
      FROM (SELECT m.chat_id, m.created_at AS from_at,
                   lead(m.created_at) OVER (PARTITION BY m.chat_id ORDER BY m.created_at, m.seq) AS to_at
              FROM messages m JOIN chats c ON c.id = m.chat_id
             WHERE c.kind = 'buyer' AND c.last_message_at > ${given.since}::timestamptz - ${idle} AND ${given.seller}
               AND m.created_at > ${given.since}::timestamptz - ${idle} AND m.status <> 'cancelled') gap
      LEFT JOIN LATERAL (
        SELECT b.id FROM messages b
         WHERE b.chat_id = gap.chat_id AND b.author_type = 'buyer' AND b.created_at <= gap.from_at
         ORDER BY b.created_at DESC, b.seq DESC LIMIT 1) heard ON true
     WHERE gap.from_at + ${idle} < least(gap.to_at, ${given.now}::timestamptz)
     ORDER BY gap.from_at DESC`;
}

/** How far before the period a wait may have begun that was missed in it. */
const LONGEST_WAIT = Prisma.sql`interval '14 days'`;

/** Waits that passed their target, as `lib/chats/refresh.ts` counts waits and deadlines. */
function missedTargets(given: { since: Date; now: Date; seller: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`
    SELECT wait.chat_id, wait.message_id, due.at
      FROM (SELECT chat_id, message_id, began_at, answer_at,
                   lead(answer_at) OVER (PARTITION BY chat_id ORDER BY turn) AS answered_at
              FROM (SELECT chat_id, turn, min(created_at) FILTER (WHERE is_answer) AS answer_at,
                           min(created_at) FILTER (WHERE NOT is_answer) AS began_at,
                           (array_agg(id ORDER BY created_at, seq) FILTER (WHERE NOT is_answer))[1] AS message_id
                      FROM (SELECT spoken.*, count(*) FILTER (WHERE is_answer) OVER (
                                     PARTITION BY chat_id ORDER BY created_at, seq ROWS UNBOUNDED PRECEDING) AS turn
                              FROM (${spokenSql(given)}) spoken) turns
                     GROUP BY chat_id, turn) grouped) wait
      JOIN chats c ON c.id = wait.chat_id
      LEFT JOIN seller_service service ON service.seller_id = c.seller_id
     CROSS JOIN LATERAL (
       SELECT CASE WHEN service.seller_id IS NULL THEN 60
                   WHEN wait.answer_at > wait.began_at - interval '48 hours' THEN service.next_reply_minutes
                   ELSE service.first_reply_minutes END AS minutes) target
     -- The wall clock is asked first: business time never runs faster.
     CROSS JOIN LATERAL (
       SELECT CASE WHEN wait.began_at + make_interval(mins => target.minutes)
                        <= least(wait.answered_at, ${given.now}::timestamptz)
                   THEN business_deadline(wait.began_at, target.minutes, service.time_zone, service.hours,
                                          service.holidays) END AS at) due
     WHERE wait.began_at IS NOT NULL AND due.at > ${given.since} AND due.at <= least(wait.answered_at, ${given.now}::timestamptz)
     ORDER BY due.at DESC`;
}

/** Buyers' questions and people's answers. */
function spokenSql(given: { since: Date; seller: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`
    SELECT m.id, m.chat_id, m.created_at, m.seq, m.direction = 'outbound' AS is_answer
      FROM messages m JOIN chats c ON c.id = m.chat_id
     WHERE c.kind = 'buyer' AND c.last_message_at > ${given.since}::timestamptz - ${LONGEST_WAIT} AND ${given.seller}
       AND m.created_at > ${given.since}::timestamptz - ${LONGEST_WAIT}
       AND (m.author_type = 'buyer'
         OR (m.direction = 'outbound' AND m.status NOT IN ('failed', 'cancelled') AND m.broadcast_id IS NULL
             AND NOT (m.author_type = 'operator' AND m.author_id IS NULL)))`;
}
