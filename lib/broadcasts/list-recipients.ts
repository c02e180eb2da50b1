import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import type { Language } from "../i18n/error-sentence";
import { reasonSentence } from "../i18n/reason-sentence";
import { type BroadcastRecipient, recipientStatus } from "../wire/broadcast-results";
import { requireBroadcast } from "./read";

export interface RecipientFilters {
  readonly status?: BroadcastRecipient["status"] | undefined;
  readonly reason?: string | undefined;
  readonly variant?: string | undefined;
  readonly replied?: "true" | "false" | undefined;
  readonly bought?: "true" | "false" | undefined;
}

const recipientCursor = z.strictObject({ position: z.int32(), id: z.uuid() });

/** So much of a reply is shown, in characters. */
const REPLY_CHARS = 200;

/** The reason of `broadcast_recipients r`: what is not confirmed has its own where none was written. */
export const recipientReason = Prisma.sql`coalesce(r.reason, CASE r.status
  WHEN 'unconfirmed' THEN 'delivery_unconfirmed' WHEN 'failed' THEN 'marketplace_refused' END)`;

interface RecipientRow {
  readonly id: string;
  readonly chatId: string;
  readonly buyerName: string | null;
  readonly orderNumber: string | null;
  readonly variant: string;
  readonly status: string;
  readonly reason: string | null;
  readonly reasonText: string | null;
  readonly position: number;
  readonly dueAt: Date | null;
  readonly sentAt: Date | null;
  readonly repliedAt: Date | null;
  readonly replyText: string | null;
  readonly boughtAt: Date | null;
  readonly boughtOrder: string | null;
}

/**
 * Who was, is or will be written to, in the order of their turn; reasons in the caller's `language`.
 * Throws `not_found` outside the actor's sellers, `invalid_cursor`.
 */
export async function listRecipients(input: {
  actor: Actor;
  broadcastId: string;
  language: Language;
  query: RecipientFilters & { readonly limit: number; readonly cursor?: string | undefined };
}): Promise<{ items: BroadcastRecipient[]; next_cursor: string | null }> {
  const { id } = await requireBroadcast(input.actor, input.broadcastId);
  return readRecipients({ ...input, broadcastId: id });
}

/** A page of the list for whoever has asked whose broadcast it is. Throws `invalid_cursor`. */
export async function readRecipients(input: {
  broadcastId: string;
  language: Language;
  query: RecipientFilters & { readonly limit: number; readonly cursor?: string | undefined };
}): Promise<{ items: BroadcastRecipient[]; next_cursor: string | null }> {
  const { limit, cursor } = input.query;
  const after = cursor === undefined ? Prisma.sql`true` : isAfter(decodeCursor(recipientCursor, cursor));
  // Indexes broadcast_recipients_broadcast_id_position_id_idx, ..._broadcast_id_status_position_idx.
  const rows = await db().$queryRaw<RecipientRow[]>`
    SELECT r.id, r.chat_id AS "chatId", c.buyer_name AS "buyerName", c.order_number AS "orderNumber", r.variant, r.status,
           ${recipientReason} AS reason, r.reason_text AS "reasonText", r.position, r.due_at AS "dueAt", r.sent_at AS "sentAt",
           r.replied_at AS "repliedAt", left(reply.text, ${REPLY_CHARS}) AS "replyText", r.bought_at AS "boughtAt",
           r.bought_order AS "boughtOrder"
      FROM (SELECT * FROM broadcast_recipients r
             WHERE r.broadcast_id = ${input.broadcastId}::uuid AND ${after} AND ${matches(input.query)}
             ORDER BY r.position, r.id LIMIT ${limit + 1}) r
      LEFT JOIN chats c ON c.id = r.chat_id
      LEFT JOIN messages reply ON reply.id = r.reply_message_id
     ORDER BY r.position, r.id`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => toWireRecipient(row, input.language)),
    next_cursor: last === undefined ? null : encodeCursor({ position: last.position, id: last.id }),
  };
}

function isAfter({ position, id }: z.infer<typeof recipientCursor>): Prisma.Sql {
  return Prisma.sql`(r.position, r.id) > (${position}::int, ${id}::uuid)`;
}

function matches({ status, reason, variant, replied, bought }: RecipientFilters): Prisma.Sql {
  const is = (column: Prisma.Sql, wanted: "true" | "false") =>
    wanted === "true" ? Prisma.sql`${column} IS NOT NULL` : Prisma.sql`${column} IS NULL`;
  const conditions = [
    status === undefined ? null : Prisma.sql`r.status = ${status}`,
    reason === undefined ? null : Prisma.sql`${recipientReason} = ${reason}`,
    variant === undefined ? null : Prisma.sql`r.variant = ${variant}`,
    replied === undefined ? null : is(Prisma.sql`r.replied_at`, replied),
    bought === undefined ? null : is(Prisma.sql`r.bought_at`, bought),
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}

function toWireRecipient(row: RecipientRow, language: Language): BroadcastRecipient {
  return {
    id: row.id,
    chat_id: row.chatId,
    buyer_name: row.buyerName,
    order_number: row.orderNumber,
    variant: row.variant,
    status: recipientStatus.parse(row.status),
    reason: toReason(row, language),
    due_at: row.dueAt?.toISOString() ?? null,
    sent_at: row.sentAt?.toISOString() ?? null,
    replied_at: row.repliedAt?.toISOString() ?? null,
    reply_text: row.replyText,
    bought_at: row.boughtAt?.toISOString() ?? null,
    bought_order: row.boughtOrder,
  };
}

/** Our sentence, and the marketplace's own words behind it where it gave any. */
function toReason({ reason, reasonText }: RecipientRow, language: Language): BroadcastRecipient["reason"] {
  if (reason === null) return null;
  const sentence = reasonSentence(reason, language);
  return { code: reason, message: reasonText === null ? sentence : `${sentence} (${reasonText})` };
}
