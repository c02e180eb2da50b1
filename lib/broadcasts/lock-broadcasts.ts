import type { Tx } from "../db/transaction";

/**
 * Locks broadcasts whose recipients are about to change and be counted. Everybody takes the broadcast before its
 * recipients, and several in the order of their ids, so that nobody waits in a circle.
 */
export async function lockBroadcasts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql.$queryRaw`
    SELECT 1 FROM broadcasts WHERE id = ANY (${[...new Set(ids)]}::uuid[]) ORDER BY id FOR UPDATE`;
}
