import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { appendAudit } from "./append";

const ENTRIES_AT_ONCE = 5_000;

/** How many sealed entries are older than this; they are the oldest, in one piece. */
export async function countOldAudit(before: Date): Promise<number> {
  const [row] = await db().$queryRaw<Array<{ count: bigint }>>`
    SELECT greatest(0, coalesce(audit_old_until(${before}, NULL), anchor_place) - anchor_place) AS count
      FROM audit_chain`;
  return Number(row?.count ?? 0);
}

/**
 * Removes the oldest entries, a piece of the chain from its beginning; the chain begins at the last one removed from
 * then on, and an entry says so, without which it would not verify. Answers how many; 0: nothing is left that is old.
 */
export async function forgetSomeAudit(tx: Tx, before: Date): Promise<number> {
  const [gone] = await tx.sql.$queryRaw<Array<{ removed: bigint; last_place: bigint; last_hash: string }>>`
    SELECT * FROM forget_audit(${before}, ${ENTRIES_AT_ONCE}::int)`;
  if (gone === undefined || gone.removed === 0n) return 0;
  await appendAudit(tx, {
    actor: { type: "system", id: null },
    action: "audit.shortened",
    subject: { type: "audit", id: null },
    sellerId: null,
    details: { count: Number(gone.removed), place: Number(gone.last_place), hash: gone.last_hash },
  });
  return Number(gone.removed);
}
