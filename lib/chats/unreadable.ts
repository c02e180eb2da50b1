import type { Tx } from "../db/transaction";
import type { UnreadableItem } from "../marketplaces/cursor";

/** Keeps and counts items of an answer that could not be understood, so that nothing is skipped in silence. */
export async function keepUnreadable(
  tx: Tx,
  input: { sellerId: string; items: readonly UnreadableItem[] },
): Promise<void> {
  for (const item of input.items) {
    const place = item.where.slice(0, 200);
    const problem = item.problem.slice(0, 300);
    await tx.sql.unreadableItem.upsert({
      where: { sellerId_place_problem: { sellerId: input.sellerId, place, problem } },
      create: { sellerId: input.sellerId, place, problem },
      update: { count: { increment: 1 }, lastSeen: new Date() },
    });
  }
}
