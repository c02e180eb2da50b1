import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { requireBroadcast } from "./read";
import { lockBroadcast, requireStatus } from "./record";

/** Removes a draft; what was ever started stays as the record of whom it wrote to. Throws `not_found`, `broadcast_state`. */
export async function removeBroadcast(input: { actor: Actor; broadcastId: string }): Promise<void> {
  const { actor } = input;
  const { id } = await requireBroadcast(actor, input.broadcastId);
  await inTransaction(async (tx) => {
    const row = await lockBroadcast(tx, id);
    requireStatus(row, ["draft"]);
    await tx.sql.broadcast.delete({ where: { id } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "broadcast.removed",
      subject: { type: "broadcast", id },
      sellerId: row.sellerId,
      details: { name: row.name },
      requestId: actor.requestId,
    });
  });
}
