import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { checkPassword } from "../team/check-password";
import { endSessions } from "../team/end-sessions";
import { endPasswordLinks } from "../team/password-link";
import { requirePerson } from "./require-person";

/** Throws `password_wrong`; also for a person who has none here. */
export async function requirePassword(userId: string, password: string): Promise<{ accountId: string }> {
  const account = await db().account.findFirst({ where: { userId, providerId: "credential" } });
  if (account?.password == null || !(await verifyPassword({ hash: account.password, password })))
    throw new AppError("password_wrong");
  return { accountId: account.id };
}

/**
 * A new password for oneself; every other browser is signed out. Throws `password_wrong`, `password_too_common`,
 * `person_only`.
 */
export async function changePassword(input: {
  actor: Actor;
  currentPassword: string;
  newPassword: string;
}): Promise<void> {
  const { actor, currentPassword, newPassword } = input;
  const { userId, sessionId } = requirePerson(actor);
  const { accountId } = await requirePassword(userId, currentPassword);
  checkPassword({ password: newPassword, name: actor.name, email: actor.email });
  const password = await hashPassword(newPassword);
  await inTransaction(async (tx) => {
    await tx.sql.account.update({ where: { id: accountId }, data: { password } });
    await endPasswordLinks(tx, userId);
    const sessions = await endSessions(tx, { userId, exceptSessionId: sessionId });
    await appendAudit(tx, {
      actor: { type: "user", id: userId },
      action: "password.changed",
      subject: { type: "user", id: userId },
      sellerId: null,
      details: { sessions_ended: sessions },
      requestId: actor.requestId,
    });
  });
}
