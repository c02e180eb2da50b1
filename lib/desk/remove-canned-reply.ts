import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { requireCannedReply } from "./require-canned-reply";

/** Removes a canned reply. Rules that say it then report so. Throws `not_found`. */
export async function removeCannedReply(input: { actor: Actor; cannedReplyId: string }): Promise<void> {
  const { actor } = input;
  const row = await requireCannedReply(actor, input.cannedReplyId);
  await inTransaction(async (tx) => {
    await tx.sql.cannedReply.deleteMany({ where: { id: row.id } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "canned_reply.removed",
      subject: { type: "canned_reply", id: row.id },
      sellerId: row.sellerId,
      details: { shortcut: row.shortcut },
      requestId: actor.requestId,
    });
  });
}
