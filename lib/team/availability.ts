import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import type { Colleague } from "../wire/team";
import { getColleague } from "./colleagues";

/** A sign of life is written down at most this often. */
const SEEN_EVERY_MS = 30_000;

/** Says whether new chats may be given to the actor; the word is a sign of life too. */
export async function setAvailability(input: {
  actor: Actor;
  availability: "available" | "away";
}): Promise<Colleague> {
  const { actor, availability } = input;
  await inTransaction(async (tx) => {
    await tx.sql.user.update({ where: { id: actor.userId }, data: { availability, seenAt: now() } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "user.availability_set",
      subject: { type: "user", id: actor.userId },
      sellerId: null,
      details: { availability },
      requestId: actor.requestId,
    });
  });
  return getColleague(actor.userId);
}

/** The person's desk is open at this moment. Cheap enough to be called with every sign of it. */
export async function noteSignOfLife(userId: string): Promise<void> {
  const at = now();
  await db().$executeRaw`
    UPDATE users SET seen_at = ${at}
     WHERE id = ${userId} AND (seen_at IS NULL OR seen_at < ${new Date(at.getTime() - SEEN_EVERY_MS)})`;
}
