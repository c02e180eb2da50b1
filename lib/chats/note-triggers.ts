import type { Tx } from "../db/transaction";
import { enqueue } from "../queue/enqueue";

/**
 * Notes that buyers have just written, for what answers by itself: rules, assignment, the auto-reply (`lib/automation`
 * takes the rows up; chats do not know it). One trigger a chat, for its newest message; none where nothing could answer.
 * Call it with the chats locked and before their summaries are refreshed: it asks how they were.
 */
export async function noteTriggers(
  tx: Tx,
  { sellerId, messageIds }: { sellerId: string; messageIds: readonly string[] },
): Promise<void> {
  if (messageIds.length === 0) return;
  const noted = await tx.sql.$queryRawUnsafe<Array<{ chatId: string }>>(NOTE, sellerId, messageIds);
  if (noted.length === 0) return;
  tx.afterCommit(async () => {
    for (const { chatId } of noted) await enqueue("run-automation", { chat_id: chatId });
  });
}

// A chat is new when its buyer writes for the first time, or again after it was closed or after two days of silence
// (as long as the marketplace keeps it writable). What was known before has a smaller seq: the chat's lock sees to it.
// Without anything that could answer, Postgres does not even look at the messages.
// Indexes: messages_pkey, messages_chat_id_created_at_seq_idx.
const NOTE = `
  INSERT INTO automation_triggers (chat_id, seller_id, kind, message_id)
  SELECT c.id, c.seller_id,
         CASE WHEN c.status = 'closed'
                OR NOT EXISTS (SELECT 1 FROM messages b
                                WHERE b.chat_id = c.id AND b.author_type = 'buyer' AND b.seq < n.first_seq)
                OR NOT EXISTS (SELECT 1 FROM messages b
                                WHERE b.chat_id = c.id AND b.status <> 'cancelled' AND b.seq < n.first_seq
                                  AND b.created_at > n.first_at - interval '48 hours')
              THEN 'new_chat' ELSE 'new_message' END,
         n.newest_id
    FROM (SELECT m.chat_id, min(m.seq) AS first_seq, min(m.created_at) AS first_at,
                 (array_agg(m.id ORDER BY m.created_at DESC, m.seq DESC))[1] AS newest_id
            FROM messages m WHERE m.id = ANY ($2::uuid[]) GROUP BY m.chat_id) n
    JOIN chats c ON c.id = n.chat_id
   WHERE c.kind = 'buyer'
     AND (EXISTS (SELECT 1 FROM automation_rules WHERE is_enabled AND trigger IN ('new_chat', 'new_message'))
       OR EXISTS (SELECT 1 FROM seller_service service
                   WHERE service.seller_id = $1::uuid
                     AND (service.assignment <> 'manual' OR service.auto_reply_text IS NOT NULL)))
  RETURNING chat_id AS "chatId"`;
