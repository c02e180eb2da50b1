import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";
import { tryWithin } from "./try-within";

/**
 * Up to this many matching messages (as the planner estimates) the word index is asked first. Measured on 1,000,000
 * messages: both ways take 25 ms at 2,500; at 7,500 the walk takes 17 ms and the word index 105.
 */
const RARE_UP_TO = 3_000;

/** How long a walk may look for words that the planner takes for common, before the word index is asked after all. */
export const WALK_MS = 150;

/** What runs raw reads: the client, or a transaction of it. */
export type Reader = Pick<Prisma.TransactionClient, "$queryRaw">;

/**
 * Runs a reading of chats with the condition that a message matches (Russian word forms), or that order, posting or
 * buyer does. A rare word is looked up in the word index; for a common one that would collect a fifth of all messages,
 * so the list is walked in its order and each chat's own messages are probed instead, which finds a page's worth at
 * once. Words that are common each and rare together would have it walk everything: a walk that takes too long ends,
 * and the word index is asked.
 */
export async function withQuery<T>(
  query: string | undefined,
  read: (sql: Reader, matches: Prisma.Sql | null) => Promise<T>,
): Promise<T> {
  if (query === undefined) return read(db(), null);
  if (!(await isRare(query))) {
    const found = await tryWithin(WALK_MS, (sql) => read(sql, probedMatch(query)));
    if (found !== null) return found;
  }
  return read(db(), lookedUpMatch(query));
}

/** Indexes messages_search, chats_by_order, chats_by_posting, chats_by_buyer; 1-30 ms at 1M messages. */
function lookedUpMatch(query: string): Prisma.Sql {
  return Prisma.sql`c.id IN (
    SELECT m.chat_id FROM messages m WHERE m.search @@ ${wordsOf(query)} AND m.status <> 'cancelled'
    UNION ALL SELECT f.id FROM chats f WHERE ${factsMatch(Prisma.sql`f`, query)})`;
}

/**
 * Indexes of the list's order, then messages_chat_id_created_at_seq_idx; 1-20 ms at 1M messages. A scalar subquery,
 * since the planner may turn EXISTS into one pass over all messages that match.
 */
function probedMatch(query: string): Prisma.Sql {
  return Prisma.sql`(${factsMatch(Prisma.sql`c`, query)} OR (
    SELECT true FROM messages m WHERE m.chat_id = c.id AND m.search @@ ${wordsOf(query)} AND m.status <> 'cancelled'
     LIMIT 1))`;
}

function factsMatch(chat: Prisma.Sql, query: string): Prisma.Sql {
  return Prisma.sql`${chat}.order_number = ${query}
    OR ${chat}.posting_number = ${query} OR lower(${chat}.buyer_name) LIKE lower(${beginsWith(query)})`;
}

/** The words of a query as Postgres understands them: Russian forms, "phrases", -without. */
export function wordsOf(query: string): Prisma.Sql {
  return Prisma.sql`websearch_to_tsquery('russian', ${withoutEmptyNots(query)})`;
}

/** A "without" that stands before no word waits on Postgres' stack, which has room for thirty. */
function withoutEmptyNots(query: string): string {
  return query.replace(/-+(?=-)|-(?![-\p{L}\p{N}"])/gu, " ");
}

/** Whether the word index alone is the fastest way to these words. */
export async function isRare(query: string): Promise<boolean> {
  return (await estimateMatches(query)) <= RARE_UP_TO;
}

/** The planner's own guess, from its statistics of words: no row is read. */
async function estimateMatches(query: string): Promise<number> {
  const rows = await db().$queryRaw<Array<{ "QUERY PLAN": unknown }>>`
    EXPLAIN (FORMAT JSON) SELECT 1 FROM messages m WHERE m.search @@ ${wordsOf(query)}`;
  const text = JSON.stringify(rows[0]?.["QUERY PLAN"] ?? "");
  const estimate = /Plan Rows\\?":\s*(\d+)/.exec(text);
  return Number(estimate?.[1] ?? 0);
}

/** A LIKE pattern for texts that begin with this one. */
export function beginsWith(text: string): string {
  return `${text.replace(/[\\%_]/g, "\\$&")}%`;
}
