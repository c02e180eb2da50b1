import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { requireChat } from "./read";
import { beginsWith, wordsOf } from "./search";

/** As many hits as a person steps through. */
const MOST_HITS = 200;

/**
 * Messages of one chat that hold these words in any form, or these very signs, newest first.
 * Index messages_chat_id_created_at_seq_idx. Throws `not_found`.
 */
export async function searchInChat(input: {
  actor: Actor;
  chatId: string;
  q: string;
}): Promise<{ items: Array<{ message_id: string; at: string }> }> {
  const chat = await requireChat(input.actor, input.chatId);
  const rows = await db().$queryRaw<Array<{ id: string; at: Date }>>`
    WITH own AS MATERIALIZED (
      SELECT m.id, m.created_at, m.seq, m.search, m.text FROM messages m
       WHERE m.chat_id = ${chat.id}::uuid AND m.status <> 'cancelled')
    SELECT id, created_at AS at FROM own
     WHERE search @@ ${wordsOf(input.q)} OR text ILIKE ${`%${beginsWith(input.q)}`}
     ORDER BY created_at DESC, seq DESC LIMIT ${MOST_HITS}`;
  return { items: rows.map((row) => ({ message_id: row.id, at: row.at.toISOString() })) };
}
