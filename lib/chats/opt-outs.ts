import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { appendEvents } from "../realtime/append-event";
import type { OptOut } from "../wire/opt-outs";
import { lockChat } from "./lock-chat";
import { requireChat } from "./read";

interface OfBuyer {
  readonly id: string;
  readonly sellerId: string;
  readonly buyerKey: string | null;
}

/** SQL for `opt_outs o` that hold for a chat: its own, and those of the buyer's other chats at the same seller. */
function holdFor(chat: OfBuyer): Prisma.Sql {
  // indexes opt_outs_seller_id_chat_id_idx, chats_by_buyer_key
  return Prisma.sql`o.seller_id = ${chat.sellerId}::uuid AND o.lifted_at IS NULL AND o.chat_id = ANY (ARRAY(
    SELECT c.id FROM chats c WHERE c.id = ${chat.id}::uuid
     UNION SELECT c.id FROM chats c
            WHERE c.seller_id = ${chat.sellerId}::uuid AND c.buyer_key = ${chat.buyerKey}::text))`;
}

/** The newest wish of a chat's buyer not to be written to; null: there is none. */
export async function readOptOut(chat: OfBuyer, sql: Tx["sql"] = db()): Promise<OptOut | null> {
  const [row] = await sql.$queryRaw<Array<{ at: Date; said: string; source: string; by: string | null }>>`
    SELECT o.created_at AS at, o.said, o.source, u.name AS by
      FROM opt_outs o LEFT JOIN users u ON u.id = o.created_by
     WHERE ${holdFor(chat)} ORDER BY o.created_at DESC, o.id DESC LIMIT 1`;
  if (row === undefined) return null;
  const source = row.source === "person" ? "person" : "words";
  return { at: row.at.toISOString(), said: row.said, source, by: row.by };
}

/** Notes that a buyer asked for no broadcasts; once is enough. Throws `not_found`, also for a chat without a buyer. */
export async function addOptOut(input: { actor: Actor; chatId: string }): Promise<OptOut | null> {
  const { actor } = input;
  const chat = await requireBuyersChat(actor, input.chatId);
  return inTransaction(async (tx) => {
    await lock(tx, chat);
    const known = await readOptOut(chat, tx.sql);
    if (known !== null) return known;
    await tx.sql.optOut.create({
      data: { sellerId: chat.sellerId, chatId: chat.id, source: "person", createdBy: actor.userId },
    });
    await appendEvents(tx, [{ name: "chat.updated", sellerId: chat.sellerId, subjectId: chat.id }]);
    await appendAudit(tx, recordOf(actor, chat, "chat.opted_out"));
    return readOptOut(chat, tx.sql);
  });
}

/**
 * Takes back every wish of a chat's buyer, in all of their chats; messages that said so do not bring it again.
 * Throws `not_found`.
 */
export async function liftOptOut(input: { actor: Actor; chatId: string }): Promise<null> {
  const { actor } = input;
  const chat = await requireBuyersChat(actor, input.chatId);
  return inTransaction(async (tx) => {
    await lock(tx, chat);
    const lifted = await tx.sql.$queryRaw<Array<{ chatId: string }>>`
      UPDATE opt_outs o SET lifted_at = ${now()}::timestamptz, lifted_by = ${actor.userId}
       WHERE ${holdFor(chat)} RETURNING o.chat_id AS "chatId"`;
    if (lifted.length === 0) return null;
    const chatIds = [...new Set([chat.id, ...lifted.map((one) => one.chatId)])];
    await appendEvents(
      tx,
      chatIds.map((subjectId) => ({ name: "chat.updated", sellerId: chat.sellerId, subjectId })),
    );
    await appendAudit(tx, recordOf(actor, chat, "chat.opt_out_lifted"));
    return null;
  });
}

async function requireBuyersChat(actor: Actor, chatId: string): Promise<OfBuyer> {
  const chat = await requireChat(actor, chatId);
  if (chat.kind !== "buyer") throw new AppError("not_found");
  return chat;
}

async function lock(tx: Tx, chat: OfBuyer): Promise<void> {
  await lockChat(tx, chat.id);
}

function recordOf(actor: Actor, chat: OfBuyer, action: string) {
  return {
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "chat", id: chat.id },
    sellerId: chat.sellerId,
    requestId: actor.requestId,
  } as const;
}
