import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { openings } from "./exclusion";
import { readJudging } from "./judging";
import { lockBroadcast } from "./record";

/**
 * After the allowed hours were changed: who waits for their old end waits for the new one, or no longer. Each broadcast in
 * a transaction of its own; where the process dies in between, the rest keep the old end, which is late and never wrong,
 * for the hours are asked again before a message leaves.
 */
export async function moveOpenings(): Promise<void> {
  const rows = await db().broadcast.findMany({
    where: { status: { in: ["running", "paused"] }, quietHours: "respect" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of rows) await moveOpeningsOf(id);
}

async function moveOpeningsOf(id: string): Promise<void> {
  // no audit: the change of the hours was the act.
  await inTransaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, id);
    const at = now();
    const judging = await readJudging(tx.sql, broadcast, at);
    // Whoever was tried already waits for what the marketplace asked for, not for the hours.
    const waits = Prisma.sql`r.broadcast_id = ${id}::uuid AND r.status = 'pending' AND r.attempts = 0 AND r.due_at > ${at}`;
    await tx.sql.$executeRaw`
      WITH told AS MATERIALIZED (
        SELECT c.id, c.order_number, true AS is_free FROM chats c
         WHERE c.seller_id = ${broadcast.sellerId}::uuid
           AND c.id IN (SELECT r.chat_id FROM broadcast_recipients r WHERE ${waits})),
      ${openings(judging)}
      UPDATE broadcast_recipients r SET due_at = f.opens_at FROM free f
       WHERE r.chat_id = f.id AND ${waits} AND r.due_at IS DISTINCT FROM f.opens_at`;
  });
}
