import { randomUUID } from "node:crypto";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { Invitation } from "../wire/invitations";
import { role as roleShape } from "../wire/users";
import { endSessions } from "./end-sessions";
import { LASTS_DAYS, makeToken, stillOpen, takeTurns, toWireInvitation, urlOf } from "./invitation";
import { requireCovered } from "./require-covered";

/**
 * A link for somebody who forgot their password: it works once, for a day, and ends the one before. The old password
 * goes on until the link is used. Throws `not_found`, also for a deactivated person, and `own_account`.
 */
export async function makePasswordLink(input: {
  actor: Actor;
  userId: string;
}): Promise<{ invitation: Invitation; url: string }> {
  const { actor, userId } = input;
  if (userId === actor.userId) throw new AppError("own_account");
  const { token, tokenHash, expiresAt } = makeToken(LASTS_DAYS.password);
  const row = await inTransaction(async (tx) => {
    const user = await tx.sql.user.findUnique({ where: { id: userId } });
    if (user === null || user.deactivatedAt !== null) throw new AppError("not_found");
    const { email, name, role } = user;
    requireCovered(actor, roleShape.parse(role));
    await takeTurns(tx, email);
    await tx.sql.invitation.updateMany({ where: { email, ...stillOpen }, data: { revokedAt: now() } });
    const made = await tx.sql.invitation.create({
      data: { tokenHash, email, name, role, sellerIds: [], invitedById: actor.userId, expiresAt, userId },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "password.link_made",
      subject: { type: "user", id: userId },
      sellerId: null,
      requestId: actor.requestId,
    });
    return made;
  });
  return { invitation: await toWireInvitation(row), url: urlOf(token) };
}

/** Ends a person's open link: they know their password after all, or are shut out and may be let back in one day. */
export async function endPasswordLinks(tx: Tx, userId: string): Promise<void> {
  await tx.sql.invitation.updateMany({ where: { userId, ...stillOpen }, data: { revokedAt: now() } });
}

/** The link's owner has a new password and is signed out everywhere. Throws `invitation_ended` for who was shut out. */
export async function setPasswordByLink(
  tx: Tx,
  { userId, passwordHash }: { userId: string; passwordHash: string },
): Promise<void> {
  const user = await tx.sql.user.findUnique({ where: { id: userId } });
  if (user === null || user.deactivatedAt !== null) throw new AppError("invitation_ended");
  const own = { userId, providerId: "credential" };
  const { count } = await tx.sql.account.updateMany({ where: own, data: { password: passwordHash } });
  if (count === 0)
    await tx.sql.account.create({
      data: { id: randomUUID(), accountId: userId, ...own, password: passwordHash },
    });
  const sessions = await endSessions(tx, { userId });
  await appendAudit(tx, {
    actor: { type: "user", id: userId },
    action: "password.changed",
    subject: { type: "user", id: userId },
    sellerId: null,
    details: { sessions_ended: sessions, by: "link" },
  });
}
