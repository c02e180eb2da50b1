import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { endSessions } from "./end-sessions";

/** Signs a person out everywhere. Throws `not_found`. */
export async function endUserSessions(input: { actor: Actor; userId: string }): Promise<void> {
  const { actor, userId } = input;
  await inTransaction(async (tx) => {
    if ((await tx.sql.user.count({ where: { id: userId } })) === 0) throw new AppError("not_found");
    const sessions = await endSessions(tx, { userId });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "session.ended",
      subject: { type: "user", id: userId },
      sellerId: null,
      details: { sessions },
      requestId: actor.requestId,
    });
  });
}
