import { Prisma } from "@/generated/prisma/client";
import { isVisible, type VisibleSellers } from "../access/scope";
import { isUuid } from "../db/uuid";

/** What a report is asked for; `from` inclusive, `to` exclusive. */
export interface ReportScope {
  readonly sellers: VisibleSellers;
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
  readonly sellerId?: string | undefined;
  readonly operatorId?: string | undefined;
}

/** A word of ours that ends a buyer's waiting; the same as in `lib/chats/refresh.ts`. */
const isAnswer = Prisma.sql`(m.direction = 'outbound' AND m.status NOT IN ('failed', 'cancelled')
  AND NOT (m.author_type = 'operator' AND m.author_id IS NULL) AND m.broadcast_id IS NULL)`;
/** Went out, by a person or by itself. */
const isSent = Prisma.sql`(m.direction = 'outbound' AND m.status NOT IN ('failed', 'cancelled'))`;
/** Who of our team wrote; nobody for what came from the marketplace's own cabinet, which names the seller. */
const author = Prisma.sql`CASE WHEN m.author_type = 'operator' THEN m.author_id END`;
const isQuestion = Prisma.sql`(m.author_type = 'buyer')`;

function ofSeller(scope: ReportScope, column: Prisma.Sql): Prisma.Sql {
  const visible = isVisible(scope.sellers, column);
  if (scope.sellerId === undefined) return visible;
  if (!isUuid(scope.sellerId)) return Prisma.sql`false`;
  return Prisma.sql`${visible} AND ${column} = ${scope.sellerId}::uuid`;
}

/**
 * CTE `waits`: each stretch in which a buyer waited for us and which began in the period, with who ended it and when.
 * A wait begins with a buyer's message when nobody waited before it and ends with our next word, whenever that came.
 * It is the first of its conversation when we had not written in the chat for 48 h before it.
 * Index messages_by_time for the period; messages_chat_id_created_at_seq_idx for what lies around it.
 */
export function waitsSql(scope: ReportScope): Prisma.Sql {
  return Prisma.sql`
    spoken AS MATERIALIZED (
      SELECT m.chat_id, m.seller_id, m.created_at, ${author} AS author_id, ${isAnswer} AS is_answer,
             count(*) FILTER (WHERE ${isAnswer}) OVER (
               PARTITION BY m.chat_id ORDER BY m.created_at, m.seq ROWS UNBOUNDED PRECEDING) AS answers_before
        FROM messages m JOIN chats c ON c.id = m.chat_id
       WHERE m.created_at >= ${scope.from}::timestamptz AND m.created_at < ${scope.to}::timestamptz
         AND c.kind = 'buyer' AND (${isQuestion} OR ${isAnswer}) AND ${ofSeller(scope, Prisma.sql`m.seller_id`)}),
    begun AS (
      SELECT chat_id, seller_id, answers_before, min(created_at) AS began_at
        FROM spoken WHERE NOT is_answer GROUP BY chat_id, seller_id, answers_before),
    answers AS (
      SELECT chat_id, answers_before, created_at, author_id FROM spoken WHERE is_answer),
    waits AS MATERIALIZED (
      SELECT b.chat_id, b.seller_id, b.began_at,
             coalesce(inside.created_at, later.created_at) AS answered_at,
             coalesce(inside.author_id, later.author_id) AS answered_by,
             coalesce(coalesce(before_inside.created_at, earlier.created_at) <= b.began_at - interval '48 hours', true) AS is_first
        FROM begun b
        LEFT JOIN answers inside ON inside.chat_id = b.chat_id AND inside.answers_before = b.answers_before + 1
        LEFT JOIN answers before_inside ON before_inside.chat_id = b.chat_id
              AND before_inside.answers_before = b.answers_before AND b.answers_before > 0
        -- The word before the period: a question there means that this wait is an older one.
        LEFT JOIN LATERAL (
          SELECT m.created_at, ${isAnswer} AS is_answer FROM messages m
           WHERE b.answers_before = 0 AND m.chat_id = b.chat_id AND m.created_at < ${scope.from}::timestamptz
             AND (${isQuestion} OR ${isAnswer})
           ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) earlier ON true
        LEFT JOIN LATERAL (
          SELECT m.created_at, ${author} AS author_id FROM messages m
           WHERE inside.created_at IS NULL AND m.chat_id = b.chat_id AND m.created_at >= ${scope.to}::timestamptz
             AND ${isAnswer}
           ORDER BY m.created_at, m.seq LIMIT 1) later ON true
       WHERE earlier.is_answer IS DISTINCT FROM false)`;
}

/**
 * CTE `measured`: the waits with what is counted of them. The seller's business hours are only asked for when the wall
 * clock has passed the target: business time never runs faster.
 */
export function measuredSql(scope: ReportScope): Prisma.Sql {
  const local = Prisma.sql`(w.began_at AT TIME ZONE ${scope.timeZone})`;
  const byOperator =
    scope.operatorId === undefined ? Prisma.sql`true` : Prisma.sql`w.answered_by = ${scope.operatorId}`;
  return Prisma.sql`
    measured AS (
      SELECT w.chat_id, w.seller_id, w.answered_by, w.is_first, w.answered_at IS NOT NULL AS is_answered,
             extract(epoch FROM w.answered_at - w.began_at)::float8 AS seconds,
             extract(hour FROM ${local})::int AS hour, extract(isodow FROM ${local})::int AS weekday,
             to_char(${local}, 'YYYY-MM-DD') AS day,
             w.answered_at IS NULL AND c.waiting_since IS NOT NULL AND c.status = 'open' AS is_waiting,
             coalesce(CASE WHEN coalesce(w.answered_at, now()) <= w.began_at + make_interval(mins => target.minutes) THEN false
                  ELSE coalesce(w.answered_at, now()) > business_deadline(
                    w.began_at, target.minutes, s.time_zone, s.hours, s.holidays) END, false) AS is_missed,
             CASE WHEN w.answered_at IS NOT NULL THEN w.answered_at <= w.began_at + interval '24 hours'
                  WHEN w.began_at < now() - interval '24 hours' THEN false END AS is_within_24h
        FROM waits w JOIN chats c ON c.id = w.chat_id
        LEFT JOIN seller_service s ON s.seller_id = w.seller_id
       CROSS JOIN LATERAL (
         SELECT CASE WHEN s.seller_id IS NULL THEN 60
                     WHEN w.is_first THEN s.first_reply_minutes ELSE s.next_reply_minutes END AS minutes) target
       WHERE ${byOperator})`;
}

/**
 * CTE `closings`: what was closed by hand or by rule in the period, and how long the conversation had lasted: since the
 * buyer's first word after the closing before it, or after two silent days. Index notes_closings.
 */
export function closingsSql(scope: ReportScope): Prisma.Sql {
  const local = Prisma.sql`(n.created_at AT TIME ZONE ${scope.timeZone})`;
  const byOperator =
    scope.operatorId === undefined ? Prisma.sql`true` : Prisma.sql`n.author_id = ${scope.operatorId}`;
  return Prisma.sql`
    closings AS (
      SELECT n.seller_id, CASE WHEN n.author_type = 'user' THEN n.author_id END AS closed_by,
             extract(hour FROM ${local})::int AS hour, extract(isodow FROM ${local})::int AS weekday,
             to_char(${local}, 'YYYY-MM-DD') AS day,
             extract(epoch FROM n.created_at - opening.at)::float8 AS seconds
        FROM notes n
        LEFT JOIN LATERAL (
          SELECT max(p.created_at) AS at FROM notes p
           WHERE p.chat_id = n.chat_id AND p.kind = 'activity' AND p.act ->> 'name' = 'closed'
             AND p.created_at < n.created_at) previous ON true
       CROSS JOIN LATERAL (
         SELECT max(said.created_at) FILTER (WHERE said.is_opening) AS at FROM (
           SELECT m.created_at, ${isQuestion} AND coalesce(
                    lag(m.created_at) OVER (ORDER BY m.created_at, m.seq) < m.created_at - interval '48 hours', true) AS is_opening
             FROM messages m
            WHERE m.chat_id = n.chat_id AND m.created_at < n.created_at AND (${isQuestion} OR ${isAnswer})
              AND m.created_at > coalesce(previous.at, '-infinity')) said) opening
       WHERE n.kind = 'activity' AND n.act ->> 'name' = 'closed' AND opening.at IS NOT NULL
         AND n.created_at >= ${scope.from}::timestamptz AND n.created_at < ${scope.to}::timestamptz
         AND ${ofSeller(scope, Prisma.sql`n.seller_id`)} AND ${byOperator})`;
}

/** CTE `counted`: messages of the period, one row a group, for how much was written both ways. */
export function countedSql(scope: ReportScope): Prisma.Sql {
  const local = Prisma.sql`(m.created_at AT TIME ZONE ${scope.timeZone})`;
  const byOperator =
    scope.operatorId === undefined ? Prisma.sql`true` : Prisma.sql`${author} = ${scope.operatorId}`;
  return Prisma.sql`
    counted AS (
      SELECT m.seller_id, ${author} AS written_by,
             extract(hour FROM ${local})::int AS hour, extract(isodow FROM ${local})::int AS weekday,
             to_char(${local}, 'YYYY-MM-DD') AS day,
             ${isQuestion} AS is_in, ${isSent} AS is_out
        FROM messages m JOIN chats c ON c.id = m.chat_id
       WHERE m.created_at >= ${scope.from}::timestamptz AND m.created_at < ${scope.to}::timestamptz
         AND c.kind = 'buyer' AND (${isQuestion} OR ${isSent}) AND ${ofSeller(scope, Prisma.sql`m.seller_id`)} AND ${byOperator})`;
}
