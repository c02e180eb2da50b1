import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";

/** Up to this many matching messages (as the planner estimates) the word index is asked first. */
const RARE_UP_TO = 10_000;

/**
 * SQL that holds for chats in which a message matches (Russian word forms), or whose order, posting or buyer does.
 * A rare word is looked up in the word index; for a common one that would collect a fifth of all messages, so the list
 * is walked newest first and each chat's own messages are probed instead, which finds a page's worth at once.
 */
export async function matchesQuery(query: string): Promise<Prisma.Sql> {
  const words = Prisma.sql`websearch_to_tsquery('russian', ${query})`;
  const facts = Prisma.sql`c.order_number = ${query} OR c.posting_number = ${query} OR c.buyer_name ILIKE ${`${escapeLike(query)}%`}`;
  const isRare = (await estimateMatches(query)) <= RARE_UP_TO;
  if (isRare) {
    // index messages_search
    return Prisma.sql`(${facts} OR c.id = ANY (ARRAY(SELECT m.chat_id FROM messages m WHERE m.search @@ ${words})))`;
  }
  // index messages_chat_id_created_at_seq_idx
  return Prisma.sql`(${facts} OR EXISTS (SELECT 1 FROM messages m WHERE m.chat_id = c.id AND m.search @@ ${words}))`;
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
