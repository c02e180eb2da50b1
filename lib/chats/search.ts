import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";

/**
 * Up to this many matching messages (as the planner estimates) the word index is asked first. Measured on 1,000,000
 * messages: both ways take 25 ms at 2,500; at 7,500 the walk takes 17 ms and the word index 105.
 */
const RARE_UP_TO = 3_000;

/**
 * SQL that holds for chats in which a message matches (Russian word forms), or whose order, posting or buyer does.
 * A rare word is looked up in the word index; for a common one that would collect a fifth of all messages, so the list
 * is walked newest first and each chat's own messages are probed instead, which finds a page's worth at once.
 */
export async function matchesQuery(query: string): Promise<Prisma.Sql> {
  const words = Prisma.sql`websearch_to_tsquery('russian', ${query})`;
  const factsOf = (chat: Prisma.Sql) => Prisma.sql`${chat}.order_number = ${query}
    OR ${chat}.posting_number = ${query} OR lower(${chat}.buyer_name) LIKE lower(${`${escapeLike(query)}%`})`;
  const isRare = (await estimateMatches(query)) <= RARE_UP_TO;
  if (isRare) {
    // indexes messages_search, chats_by_order, chats_by_posting, chats_by_buyer; 1-30 ms at 1M messages
    return Prisma.sql`c.id IN (
      SELECT m.chat_id FROM messages m WHERE m.search @@ ${words}
      UNION ALL SELECT f.id FROM chats f WHERE ${factsOf(Prisma.sql`f`)})`;
  }
  // Indexes of the list's order, then messages_chat_id_created_at_seq_idx; 1-20 ms at 1M messages. A scalar subquery,
  // since the planner may turn EXISTS into one pass over all messages that match.
  return Prisma.sql`(${factsOf(Prisma.sql`c`)} OR (
    SELECT true FROM messages m WHERE m.chat_id = c.id AND m.search @@ ${words} LIMIT 1))`;
}

/** The planner's own guess, from its statistics of words: no row is read. */
async function estimateMatches(query: string): Promise<number> {
  const rows = await db().$queryRaw<Array<{ "QUERY PLAN": unknown }>>`
    EXPLAIN (FORMAT JSON) SELECT 1 FROM messages m WHERE m.search @@ websearch_to_tsquery('russian', ${query})`;
  const text = JSON.stringify(rows[0]?.["QUERY PLAN"] ?? "");
  const estimate = /Plan Rows\\?":\s*(\d+)/.exec(text);
  return Number(estimate?.[1] ?? 0);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
