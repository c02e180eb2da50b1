import type { Actor } from "../access/actor";
import { type AuditRecord, appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Invitation } from "../wire/invitations";
import { type Role, role as roleShape } from "../wire/users";
import { LASTS_DAYS, makeToken, stillOpen, takeTurns, toWireInvitation, urlOf } from "./invitation";
import { requireLivingSellers } from "./living-sellers";
import { requireCovered } from "./require-covered";

/** The answer that made a link is the one time it is seen. */
interface Invited {
  readonly invitation: Invitation;
  readonly url: string;
}

/**
 * Invites a person by a link that works once, for seven days. An address has one open invitation: a new one ends the one
 * before. Throws `email_taken` for somebody who has an account, `not_found` for a seller that is not there.
 */
export async function invite(input: {
  actor: Actor;
  given: {
    readonly email: string;
    readonly name?: string | undefined;
    readonly role: Role;
    readonly seller_ids: readonly string[];
  };
}): Promise<Invited> {
  const { actor, given } = input;
  requireCovered(actor, given.role);
  const email = given.email.toLowerCase();
  const { token, tokenHash, expiresAt } = makeToken(LASTS_DAYS.invitation);
  const row = await inTransaction(async (tx) => {
    await takeTurns(tx, email);
    if ((await tx.sql.user.count({ where: { email } })) > 0) throw new AppError("email_taken");
    const sellerIds = await requireLivingSellers(tx, given.seller_ids);
    await tx.sql.invitation.updateMany({ where: { email, ...stillOpen }, data: { revokedAt: now() } });
    const made = await tx.sql.invitation.create({
      data: {
        tokenHash,
        email,
        name: given.name ?? null,
        role: given.role,
        sellerIds,
        invitedById: actor.userId,
        expiresAt,
      },
    });
    const details = { role: given.role, sellers: sellerIds.length };
    await appendAudit(tx, recordOf({ actor, action: "invitation.added", invitationId: made.id, details }));
    return made;
  });
  return { invitation: await toWireInvitation(row), url: urlOf(token) };
}

/** A new link for another seven days; the old one ends. Throws `not_found` for one that was taken or taken back. */
export async function renewInvitation(input: { actor: Actor; invitationId: string }): Promise<Invited> {
  const { actor, invitationId } = input;
  const { token, tokenHash, expiresAt } = makeToken(LASTS_DAYS.invitation);
  const row = await inTransaction(async (tx) => {
    await endOrNotFound(tx, invitationId, { tokenHash, expiresAt });
    const renewed = await tx.sql.invitation.findUniqueOrThrow({ where: { id: invitationId } });
    requireCovered(actor, roleShape.parse(renewed.role));
    await appendAudit(tx, recordOf({ actor, action: "invitation.renewed", invitationId }));
    return renewed;
  });
  return { invitation: await toWireInvitation(row), url: urlOf(token) };
}

/** Takes an invitation back. Throws `not_found` for one that was taken or taken back already. */
export async function removeInvitation(input: { actor: Actor; invitationId: string }): Promise<void> {
  const { actor, invitationId } = input;
  await inTransaction(async (tx) => {
    await endOrNotFound(tx, invitationId, { revokedAt: now() });
    await appendAudit(tx, recordOf({ actor, action: "invitation.removed", invitationId }));
  });
}

async function endOrNotFound(
  tx: Tx,
  invitationId: string,
  data: { tokenHash: string; expiresAt: Date } | { revokedAt: Date },
): Promise<void> {
  if (!isUuid(invitationId)) throw new AppError("not_found");
  const { count } = await tx.sql.invitation.updateMany({
    where: { id: invitationId, userId: null, ...stillOpen },
    data,
  });
  if (count === 0) throw new AppError("not_found");
}

function recordOf(input: {
  actor: Actor;
  action: string;
  invitationId: string;
  details?: { role: Role; sellers: number };
}): AuditRecord {
  return {
    actor: { type: "user", id: input.actor.userId },
    action: input.action,
    subject: { type: "invitation", id: input.invitationId },
    sellerId: null,
    details: input.details ?? {},
    requestId: input.actor.requestId,
  };
}
