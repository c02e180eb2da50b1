import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import { isOldPosting, isOldReturn } from "./what-is-old";

const ROWS_AT_ONCE = 500;

/** What was gone through up to here: rows that stay are not looked at again by the next piece. */
export interface CleanedUpTo {
  /** As Postgres prints it, to the last digit. */
  readonly at: string;
  readonly id: string;
}

const FIRST: CleanedUpTo = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

/** One piece of a table; `next` null: that was the last one. */
export interface CleanedPiece {
  readonly count: number;
  readonly next: CleanedUpTo | null;
}

/**
 * Takes the buyer out of some old postings, in the caller's transaction; the facts stay. What is locked is being written
 * and waits for another night. Index postings_newest.
 */
export function cleanPostings(tx: Tx, before: Date, after: CleanedUpTo | null): Promise<CleanedPiece> {
  const at = Prisma.sql`coalesce(p.ordered_at, '-infinity'::timestamptz)`;
  const from = after ?? FIRST;
  return clean(
    tx,
    Prisma.sql`
    WITH old AS (
      SELECT p.id, ${at} AS at FROM postings p
       WHERE ${at} < ${before}::timestamptz AND (${at}, p.id) > (${from.at}::timestamptz, ${from.id}::uuid) AND ${isOldPosting(before)}
       ORDER BY ${at}, p.id LIMIT ${ROWS_AT_ONCE} FOR UPDATE OF p SKIP LOCKED),
    cleaned AS (
      UPDATE postings p SET is_anonymous = true, buyer_name = NULL, buyer_key = NULL, time_zone = NULL, city = NULL,
                            region = NULL
        FROM old WHERE p.id = old.id)
    SELECT at::text, id FROM old ORDER BY old.at, id`,
  );
}

/** The same of returns: names, words and pictures. Index returns_by_change. */
export function cleanReturns(tx: Tx, before: Date, after: CleanedUpTo | null): Promise<CleanedPiece> {
  const at = Prisma.sql`coalesce(r.changed_at, r.created_at, r.seen_at)`;
  const from = after ?? FIRST;
  return clean(
    tx,
    Prisma.sql`
    WITH old AS (
      SELECT r.id, ${at} AS at FROM returns r
       WHERE (${at}, r.id) > (${from.at}::timestamptz, ${from.id}::uuid) AND ${isOldReturn(before)}
       ORDER BY ${at}, r.id LIMIT ${ROWS_AT_ONCE} FOR UPDATE OF r SKIP LOCKED),
    cleaned AS (
      UPDATE returns r SET is_anonymous = true, buyer_name = NULL, comment = NULL, photos = '{}'
        FROM old WHERE r.id = old.id)
    SELECT at::text, id FROM old ORDER BY old.at, id`,
  );
}

async function clean(tx: Tx, statement: Prisma.Sql): Promise<CleanedPiece> {
  const rows = await tx.sql.$queryRaw<CleanedUpTo[]>(statement);
  return { count: rows.length, next: rows.length < ROWS_AT_ONCE ? null : (rows.at(-1) ?? null) };
}
