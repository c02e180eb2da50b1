import { hashPassword } from "better-auth/crypto";
import type { Invitation as Row } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { type Role, role, type User } from "../wire/users";
import { insertUser } from "./add-user";
import { checkPassword } from "./check-password";
import { hashOf, stillOpen } from "./invitation";
import { setPasswordByLink } from "./password-link";
import { toWireUser } from "./read";

/** Who is invited by this link. Throws `invitation_ended`, also for a link that never was one. */
export async function lookAtInvitation(
  token: string,
): Promise<{ email: string; name: string | null; role: Role; expires_at: string; is_new: boolean }> {
  const row = await requireOpen(token);
  return {
    email: row.email,
    name: row.name,
    role: role.parse(row.role),
    expires_at: row.expiresAt.toISOString(),
    is_new: row.userId === null,
  };
}

/**
 * Makes the invited person's account (or gives who forgot theirs a new password); they sign in with their password then.
 * Of two who take one link at once, one does. Throws `invitation_ended`, `email_taken`, `password_too_common`.
 */
export async function acceptInvitation(given: {
  token: string;
  name: string;
  password: string;
}): Promise<User> {
  const { name, password } = given;
  const invitation = await requireOpen(given.token);
  checkPassword({ password, name, email: invitation.email });
  const passwordHash = await hashPassword(password);
  const userId = await inTransaction(async (tx) => {
    // First of all: a second one waits here, and finds it taken.
    const { count } = await tx.sql.invitation.updateMany({
      where: { id: invitation.id, tokenHash: invitation.tokenHash, expiresAt: { gt: now() }, ...stillOpen },
      data: { acceptedAt: now() },
    });
    if (count === 0) throw new AppError("invitation_ended");
    if (invitation.userId !== null) {
      await setPasswordByLink(tx, { userId: invitation.userId, passwordHash });
      return invitation.userId;
    }
    const seller_ids = await stillThere(tx, invitation.sellerIds);
    const person = { name, email: invitation.email, role: role.parse(invitation.role), seller_ids };
    const id = await insertUser(tx, person, passwordHash);
    await tx.sql.invitation.update({ where: { id: invitation.id }, data: { userId: id } });
    await appendAudit(tx, {
      actor: { type: "user", id },
      action: "invitation.accepted",
      subject: { type: "invitation", id: invitation.id },
      sellerId: null,
      details: { user_id: id, role: invitation.role, sellers: seller_ids.length },
    });
    return id;
  });
  return toWireUser(userId);
}

async function requireOpen(token: string): Promise<Row> {
  const row = await db().invitation.findUnique({ where: { tokenHash: hashOf(token) } });
  if (row === null || row.acceptedAt !== null || row.revokedAt !== null || row.expiresAt <= now())
    throw new AppError("invitation_ended");
  return row;
}

/** A seller that was removed since must not keep the person out. */
async function stillThere(tx: Tx, sellerIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql.seller.findMany({
    where: { id: { in: [...sellerIds] }, deletedAt: null },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
