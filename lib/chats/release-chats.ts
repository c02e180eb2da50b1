import { Prisma } from "@/generated/prisma/client";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { changeRows, lockChats } from "./change-rows";

/** Chats released in one transaction. */
const BATCH = 100;

/** What acts by itself sees every seller that is not removed. */
const everySeller = visibleSellers({ userId: "", role: "admin" });

/**
 * Holds for open chats `c` whose assignee `u` does not see them any more: deactivated, or an operator without that
 * seller. Closed ones stay whose they were until they open again. Index chats_open_by_assignee.
 */
const isStranded = Prisma.sql`
  c.status = 'open' AND (u.deactivated_at IS NOT NULL OR (u.role = 'operator' AND NOT EXISTS (
    SELECT 1 FROM user_sellers us WHERE us.user_id = u.id AND us.seller_id = c.seller_id)))
  AND EXISTS (SELECT 1 FROM sellers s WHERE s.id = c.seller_id AND s.deleted_at IS NULL)`;

/** Gives back what a person holds but may not answer any more; the desk itself stands as who did it. Answers how many. */
export async function releaseChats(userId: string): Promise<number> {
  let released = 0;
  for (;;) {
    const ids = await listStranded(userId);
    if (ids.length === 0) return released;
    released += await releaseSome(userId, ids);
    if (ids.length < BATCH) return released;
  }
}

/** For the sweep: people who hold chats that must go back. */
export async function listWhoHoldStranded(): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT u.id FROM users u
     WHERE (u.deactivated_at IS NOT NULL OR u.role = 'operator')
       AND EXISTS (SELECT 1 FROM chats c WHERE c.assignee_id = u.id AND ${isStranded})`;
  return rows.map((row) => row.id);
}

async function listStranded(userId: string): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT c.id FROM users u JOIN chats c ON c.assignee_id = u.id
     WHERE u.id = ${userId} AND ${isStranded} ORDER BY c.id LIMIT ${BATCH}`;
  return rows.map((row) => row.id);
}

async function releaseSome(userId: string, ids: readonly string[]): Promise<number> {
  // no audit: here, for changeRows writes the record of what really changed.
  return inTransaction(async (tx) => {
    const locked = await lockChats(tx, { scope: everySeller, chatIds: ids });
    // Behind the lock again: given to somebody else, or the person was let back in.
    const still = await tx.sql.$queryRaw<Array<{ id: string }>>`
      SELECT c.id FROM users u JOIN chats c ON c.assignee_id = u.id
       WHERE u.id = ${userId} AND c.id = ANY (${locked.map((chat) => chat.id)}::uuid[]) AND ${isStranded}`;
    const stranded = new Set(still.map((row) => row.id));
    const chats = locked.filter((chat) => stranded.has(chat.id));
    const by = { author: { type: "system", id: null, name: null }, requestId: null } as const;
    return (await changeRows(tx, { chats, change: { assignee: null }, by })).length;
  });
}
