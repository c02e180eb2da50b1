import type { Tx } from "../db/transaction";

/**
 * Recomputes what a chat's row says about its messages: last one, unread, since when the buyer waits, until when we may
 * write, who the buyer is and in which language they write. Derived anew each time, so that late, repeated and failed messages need no special cases.
 * `reopen`: chats in which a buyer has just written; closed and snoozed ones come back.
 */
export async function refreshChats(
  tx: Tx,
  input: { chatIds: readonly string[]; replyWindowHours: number | null; reopen?: readonly string[] },
): Promise<void> {
  if (input.chatIds.length === 0) return;
  await tx.sql.$executeRawUnsafe(REFRESH, input.chatIds, input.replyWindowHours, input.reopen ?? []);
}

/** Times are counted from no later than this: beyond the year 9999 the database can write an instant, nobody can read it. */
const LAST = "'9000-01-01T00:00:00Z'::timestamptz";

// A failed message of ours was never an answer, one taken back never was at all, and what a rule, the auto-reply or a
// broadcast says (no author, or a broadcast's) leaves the buyer waiting for a person. A reply is the conversation's first when
// we have not written in this chat in the two days before the buyer did: so long the marketplace keeps a chat writable.
// A seller without a row of its own has the table's defaults.
// Indexes: messages_chat_id_created_at_seq_idx, messages_unread.
const REFRESH = `
  UPDATE chats c SET
    last_message_at = coalesce(newest.created_at, c.last_message_at),
    last_message_preview = coalesce(newest.preview, named.file),
    last_message_direction = newest.direction,
    unread_count = unread.count,
    waiting_since = waiting.since,
    writable_until = writable.until,
    buyer_key = CASE WHEN own.kind = 'buyer' THEN coalesce(buyer.key, own.buyer_key) END,
    buyer_last_at = CASE WHEN own.kind = 'buyer' THEN buyer.last_at END,
    language = CASE WHEN own.kind = 'buyer' THEN coalesce(text_language(buyer.words), own.language) END,
    due_kind = target.kind,
    due_at = target.due_at,
    deadline_at = CASE WHEN waiting.since IS NOT NULL THEN least(target.due_at, writable.until) END,
    status = CASE WHEN c.id = ANY ($3::uuid[]) AND c.marketplace_status = 'open' THEN 'open' ELSE c.status END,
    snoozed_until = CASE WHEN c.id = ANY ($3::uuid[]) THEN NULL ELSE c.snoozed_until END,
    updated_at = now()
  FROM unnest($1::uuid[]) AS t (id)
  JOIN chats own ON own.id = t.id
  LEFT JOIN seller_service service ON service.seller_id = own.seller_id
  LEFT JOIN LATERAL (
    SELECT m.id, m.created_at, m.direction, nullif(left(regexp_replace(left(m.text, 600), '\\s+', ' ', 'g'), 200), '') AS preview
      FROM messages m WHERE m.chat_id = t.id AND m.status <> 'cancelled'
     ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (
    SELECT '📎 ' || left(a.file_name, 190) AS file FROM attachments a
     WHERE newest.preview IS NULL AND a.message_id = newest.id ORDER BY a.position LIMIT 1) named ON true
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS count FROM messages m
     WHERE m.chat_id = t.id AND m.direction = 'inbound' AND m.read_at IS NULL) unread ON true
  LEFT JOIN LATERAL (
    SELECT m.created_at FROM messages m
     WHERE m.chat_id = t.id AND m.direction = 'outbound' AND m.status NOT IN ('failed', 'cancelled')
       AND NOT (m.author_type = 'operator' AND m.author_id IS NULL) AND m.broadcast_id IS NULL
     ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) answer ON true
  LEFT JOIN LATERAL (
    SELECT CASE WHEN min(m.created_at) > ${LAST} THEN ${LAST} ELSE min(m.created_at) END AS since FROM messages m
     WHERE m.chat_id = t.id AND own.kind = 'buyer' AND m.author_type = 'buyer'
       AND m.created_at > coalesce(answer.created_at, '-infinity')) waiting ON true
  LEFT JOIN LATERAL (
    SELECT least(m.created_at, ${LAST}) AS last_at, nullif(m.author_id, '') AS key, left(m.text, 2000) AS words FROM messages m
     WHERE m.chat_id = t.id AND m.author_type = 'buyer'
     ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) buyer ON true
  CROSS JOIN LATERAL (
    SELECT CASE WHEN own.kind = 'buyer' AND NOT own.is_order_open AND $2::int IS NOT NULL AND buyer.last_at IS NOT NULL
                THEN greatest(buyer.last_at + make_interval(hours => $2::int), own.order_writable_until) END AS until) writable
  CROSS JOIN LATERAL (
    SELECT CASE WHEN waiting.since IS NULL THEN NULL
                WHEN answer.created_at > waiting.since - interval '48 hours' THEN 'next' ELSE 'first' END AS kind) turn
  CROSS JOIN LATERAL (
    SELECT turn.kind, business_deadline(
      waiting.since,
      CASE WHEN service.seller_id IS NULL THEN 60
           WHEN turn.kind = 'first' THEN service.first_reply_minutes ELSE service.next_reply_minutes END,
      service.time_zone, service.hours, service.holidays) AS due_at) target
  WHERE c.id = t.id`;
