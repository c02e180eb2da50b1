import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import type { Colleague } from "../wire/team";
import { getColleague } from "./colleagues";

/** How many open chats may be given to a person by themselves; null: any number. Throws `not_found`. */
export async function changeCapacity(input: {
  actor: Actor;
  userId: string;
  capacity: number | null;
}): Promise<Colleague> {
  const { actor, userId, capacity } = input;
  await inTransaction(async (tx) => {
    const { count } = await tx.sql.user.updateMany({ where: { id: userId }, data: { capacity } });
    if (count === 0) throw new AppError("not_found");
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "user.capacity_changed",
      subject: { type: "user", id: userId },
      sellerId: null,
      details: { capacity },
      requestId: actor.requestId,
    });
  });
  return getColleague(userId);
}
