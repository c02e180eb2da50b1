import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { endSessions } from "./end-sessions";

/**
 * Takes the second factor from a person who lost it and signs them out: whoever found it must not stay in. Throws
 * `not_found`, `own_account` (one's own is turned off with the password), `two_factor_off`.
 */
export async function resetTwoFactor(input: { actor: Actor; userId: string }): Promise<void> {
  const { actor, userId } = input;
  if (userId === actor.userId) throw new AppError("own_account");
  await inTransaction(async (tx) => {
    const user = await tx.sql.user.findUnique({ where: { id: userId }, select: { id: true } });
    if (user === null) throw new AppError("not_found");
    const { count } = await tx.sql.user.updateMany({
      where: { id: userId, twoFactorEnabled: true },
      data: { twoFactorEnabled: false },
    });
    if (count === 0) throw new AppError("two_factor_off");
    await tx.sql.twoFactor.deleteMany({ where: { userId } });
    const sessions = await endSessions(tx, { userId });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "two_factor.reset",
      subject: { type: "user", id: userId },
      sellerId: null,
      details: { sessions },
      requestId: actor.requestId,
    });
  });
}
