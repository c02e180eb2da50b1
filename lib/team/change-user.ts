import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { type AuditRecord, appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import type { Role, User } from "../wire/users";
import { endSessions } from "./end-sessions";
import { requireLivingSellers } from "./living-sellers";
import { endPasswordLinks } from "./password-link";
import { toWireUser } from "./read";
import { requireCovered } from "./require-covered";

export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly seller_ids?: readonly string[] | undefined;
  readonly status?: User["status"] | undefined;
}

/** Any fixed number: changes of the team take turns on it, so that two admins cannot demote each other at once. */
const TEAM_LOCK = 7_311_020_615;

/**
 * Renames a person, gives another role or other sellers, deactivates or lets back in; all of it acts with their next
 * request. Throws `not_found`, `own_account` (nobody demotes or deactivates themselves), `last_admin`.
 */
export async function changeUser(input: { actor: Actor; userId: string; change: UserChange }): Promise<User> {
  const { actor, userId, change } = input;
  if (change.role !== undefined) requireCovered(actor, change.role);
  await inTransaction(async (tx) => {
    await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(${TEAM_LOCK}::bigint)`;
    const before = await tx.sql.user.findUnique({
      where: { id: userId },
      select: { id: true, name: true, role: true, deactivatedAt: true },
    });
    if (before === null) throw new AppError("not_found");
    const plan = planOf(before, change);
    if (plan.losesAdmin || plan.deactivates || plan.role !== before.role) {
      if (userId === actor.userId) throw new AppError("own_account");
    }
    if (plan.losesAdmin) await requireAnotherAdmin(tx, userId);
    const sellers = await changeSellers(tx, { userId, sellerIds: change.seller_ids });
    if (plan.isChanged) await tx.sql.user.update({ where: { id: userId }, data: plan.data });
    const ended = plan.deactivates ? await shutOut(tx, userId) : {};
    // A way in that they left for themselves must not outlive what let them make it.
    if (plan.losesAdmin) await revokeInvitationsOf(tx, userId);
    for (const record of recordsOf({ actor, userId, plan, sellers, ended })) await appendAudit(tx, record);
    if (plan.deactivates || plan.role === "operator")
      tx.afterCommit(() => enqueue("release-chats", { user_id: userId }));
  });
  return toWireUser(userId);
}

interface Before {
  readonly name: string;
  readonly role: string;
  readonly deactivatedAt: Date | null;
}

interface Plan {
  readonly role: string;
  readonly isChanged: boolean;
  readonly losesAdmin: boolean;
  readonly deactivates: boolean;
  readonly reactivates: boolean;
  readonly data: Prisma.UserUpdateInput;
  readonly details: Prisma.InputJsonObject;
}

/** What a change comes to for this person; what they already are is no change. */
function planOf(before: Before, change: UserChange): Plan {
  const wasActive = before.deactivatedAt === null;
  const staysActive = change.status === undefined ? wasActive : change.status === "active";
  const role = change.role ?? before.role;
  const isRenamed = change.name !== undefined && change.name !== before.name;
  const hasNewRole = role !== before.role;
  return {
    role,
    isChanged: isRenamed || hasNewRole || wasActive !== staysActive,
    losesAdmin: before.role === "admin" && wasActive && !(role === "admin" && staysActive),
    deactivates: wasActive && !staysActive,
    reactivates: !wasActive && staysActive,
    data: {
      ...(isRenamed ? { name: change.name } : {}),
      ...(hasNewRole ? { role } : {}),
      ...(wasActive === staysActive ? {} : { deactivatedAt: staysActive ? null : now() }),
    },
    details: {
      ...(isRenamed ? { name: { from: before.name, to: change.name ?? before.name } } : {}),
      ...(hasNewRole ? { role: { from: before.role, to: role } } : {}),
    },
  };
}

async function requireAnotherAdmin(tx: Tx, userId: string): Promise<void> {
  const others = await tx.sql.user.count({
    where: { role: "admin", deactivatedAt: null, id: { not: userId } },
  });
  if (others === 0) throw new AppError("last_admin");
}

interface SellerChange {
  readonly added: number;
  readonly removed: number;
}

/** Those of removed sellers stand in no list and stay; whose turn it is stays with the ones that are kept. */
async function changeSellers(
  tx: Tx,
  { userId, sellerIds }: { userId: string; sellerIds: readonly string[] | undefined },
): Promise<SellerChange> {
  if (sellerIds === undefined) return { added: 0, removed: 0 };
  const wanted = await requireLivingSellers(tx, sellerIds);
  const removed = await tx.sql.userSeller.deleteMany({
    where: { userId, sellerId: { notIn: wanted }, seller: { deletedAt: null } },
  });
  const added = await tx.sql.userSeller.createMany({
    data: wanted.map((sellerId) => ({ userId, sellerId })),
    skipDuplicates: true,
  });
  return { added: added.count, removed: removed.count };
}

/** Browsers and programs of a person end at once, in every process. */
async function shutOut(tx: Tx, userId: string): Promise<Prisma.InputJsonObject> {
  await endPasswordLinks(tx, userId);
  const sessions = await endSessions(tx, { userId });
  const tokens = await tx.sql.apiToken.deleteMany({ where: { userId } });
  return { sessions, api_tokens: tokens.count };
}

async function revokeInvitationsOf(tx: Tx, userId: string): Promise<void> {
  await tx.sql.invitation.updateMany({
    where: { invitedById: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now() },
  });
}

function recordsOf(input: {
  actor: Actor;
  userId: string;
  plan: Plan;
  sellers: SellerChange;
  ended: Prisma.InputJsonObject;
}): AuditRecord[] {
  const { actor, userId, plan, sellers, ended } = input;
  const record = (action: string, details: Prisma.InputJsonObject): AuditRecord => ({
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "user", id: userId },
    sellerId: null,
    details,
    requestId: actor.requestId,
  });
  const hasNewSellers = sellers.added + sellers.removed > 0;
  const details = {
    ...plan.details,
    ...(hasNewSellers ? { sellers: { added: sellers.added, removed: sellers.removed } } : {}),
  };
  return [
    ...(Object.keys(details).length === 0 ? [] : [record("user.changed", details)]),
    ...(plan.deactivates ? [record("user.deactivated", ended)] : []),
    ...(plan.reactivates ? [record("user.reactivated", {})] : []),
  ];
}
