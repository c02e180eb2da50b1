import type { Tx } from "../db/transaction";

/** What a page of the marketplace changed: its chats, rows of ours that it linked, rows that it wrote. */
interface TakenPage {
  readonly touched: readonly string[];
  readonly linked: readonly string[];
  readonly written: ReadonlyArray<{
    readonly chat_id: string;
    readonly direction: string;
    readonly author_type: string;
    readonly is_new: boolean;
  }>;
}

/**
 * Marks what buyers wrote in answer to a message of a broadcast: within a week of it, after the newest such message, and
 * before a person of ours wrote something of their own. Derived anew for a chat each time, since our message takes on the
 * marketplace's time only when the history shows it, and stands before its answer from then on. A mark stays.
 * Broadcasts count the answers from `broadcast_answers`; chats do not know them. Call it with the chats locked. Answers
 * the ids of the messages that were marked.
 */
export async function noteAnswers(tx: Tx, page: TakenPage): Promise<string[]> {
  const chatIds = chatsToAsk(page);
  if (chatIds.length === 0) return [];
  const marked = await tx.sql.$queryRawUnsafe<Array<{ id: string }>>(NOTE, chatIds);
  return marked.map((row) => row.id);
}

/** Where a buyer wrote, or something of ours took its place in time. */
function chatsToAsk({ touched, linked, written }: TakenPage): readonly string[] {
  if (linked.length > 0) return touched;
  const telling = written.filter((row) =>
    row.is_new ? row.author_type === "buyer" : row.direction === "outbound",
  );
  return [...new Set(telling.map((row) => row.chat_id))];
}

// What failed or was never sent cannot be answered; what is not confirmed may well have arrived. Whom `refresh.ts` takes
// for a person of ours is the same here. Indexes: messages_of_broadcasts, messages_chat_id_created_at_seq_idx.
const NOTE = `
  WITH told AS (
    SELECT b.id, b.chat_id, b.broadcast_id, b.created_at, b.seq,
           lead(b.created_at) OVER conversation AS next_at, lead(b.seq) OVER conversation AS next_seq
      FROM messages b
     WHERE b.chat_id = ANY ($1::uuid[]) AND b.broadcast_id IS NOT NULL
       AND b.status IN ('sending', 'sent', 'unconfirmed')
    WINDOW conversation AS (PARTITION BY b.chat_id ORDER BY b.created_at, b.seq)),
  answering AS (
    UPDATE messages m SET answers_broadcast_id = told.broadcast_id
      FROM told
     WHERE m.chat_id = told.chat_id AND m.author_type = 'buyer' AND m.answers_broadcast_id IS NULL
       AND (m.created_at, m.seq) > (told.created_at, told.seq)
       AND m.created_at <= told.created_at + interval '7 days'
       AND (told.next_at IS NULL OR (m.created_at, m.seq) < (told.next_at, told.next_seq))
       AND NOT EXISTS (
         SELECT 1 FROM messages o
          WHERE o.chat_id = told.chat_id AND o.direction = 'outbound' AND o.broadcast_id IS NULL
            AND o.status NOT IN ('failed', 'cancelled')
            AND NOT (o.author_type = 'operator' AND o.author_id IS NULL)
            AND (o.created_at, o.seq) > (told.created_at, told.seq)
            AND (o.created_at, o.seq) < (m.created_at, m.seq))
    RETURNING m.id, told.id AS told_id),
  noted AS (
    INSERT INTO broadcast_answers (message_id, told_id) SELECT id, told_id FROM answering ON CONFLICT DO NOTHING)
  SELECT id FROM answering`;
