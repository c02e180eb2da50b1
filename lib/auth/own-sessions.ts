import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { endSessions } from "../team/end-sessions";
import type { SignInSession } from "../wire/account";
import { requirePerson } from "./require-person";

/** Where the actor is signed in, the newest first. Throws `person_only`. */
export async function listOwnSessions(actor: Actor): Promise<SignInSession[]> {
  const { userId, sessionId } = requirePerson(actor);
  const rows = await db().session.findMany({
    where: { userId, expiresAt: { gt: now() } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    is_current: row.id === sessionId,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.updatedAt.toISOString(),
    ip: row.ipAddress || null,
    user_agent: row.userAgent || null,
  }));
}

/** Signs one of the actor's browsers out. Throws `not_found` also for somebody else's, `person_only`. */
export async function endOwnSession(input: { actor: Actor; sessionId: string }): Promise<void> {
  const { userId } = requirePerson(input.actor);
  await inTransaction(async (tx) => {
    const { count } = await tx.sql.session.deleteMany({ where: { id: input.sessionId, userId } });
    if (count === 0) throw new AppError("not_found");
    await record(tx, input.actor, count);
  });
}

/** Signs the actor out everywhere but here. Throws `person_only`. */
export async function endOtherSessions(actor: Actor): Promise<void> {
  const { userId, sessionId } = requirePerson(actor);
  await inTransaction(async (tx) => {
    const count = await endSessions(tx, { userId, exceptSessionId: sessionId });
    if (count > 0) await record(tx, actor, count);
  });
}

async function record(tx: Tx, actor: Actor, sessions: number): Promise<void> {
  await appendAudit(tx, {
    actor: { type: "user", id: actor.userId },
    action: "session.ended",
    subject: { type: "user", id: actor.userId },
    sellerId: null,
    details: { sessions },
    requestId: actor.requestId,
  });
}
