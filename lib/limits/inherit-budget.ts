import type { Tx } from "../db/transaction";

/**
 * Lets a budget go on under another name: a seller's first requests, made before it had an id, count against its
 * limits too, and a silence the marketplace asked for then still holds.
 */
export async function inheritBudget(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO permits (key, free_at)
    SELECT ${to} || substr(key, length(${from}) + 1), free_at FROM permits WHERE starts_with(key, ${from} || ':')
    ON CONFLICT (key) DO UPDATE SET free_at = greatest(permits.free_at, excluded.free_at)`;
  await tx.sql.$executeRaw`
    INSERT INTO permit_places (key, free_at)
    SELECT ${to} || substr(key, length(${from}) + 1), free_at FROM permit_places WHERE starts_with(key, ${from} || ':')
    ON CONFLICT (key) DO NOTHING`;
}
