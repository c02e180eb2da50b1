import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { Role, User } from "../wire/users";
import { checkPassword } from "./check-password";
import { requireLivingSellers } from "./living-sellers";
import { toWireUser } from "./read";
import { requireCovered } from "./require-covered";

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly seller_ids: readonly string[];
}

/** Adds a person to the team. Throws `email_taken`, `password_too_common`, `not_found` for a seller, `scope_missing`. */
export async function addUser(input: { actor: Actor; given: NewUser }): Promise<User> {
  const { actor, given } = input;
  requireCovered(actor, given.role);
  checkPassword(given);
  const passwordHash = await hashPassword(given.password);
  const userId = await inTransaction(async (tx) => {
    const id = await insertUser(tx, given, passwordHash);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "user.added",
      subject: { type: "user", id },
      sellerId: null,
      details: { role: given.role, sellers: given.seller_ids.length },
      requestId: actor.requestId,
    });
    return id;
  });
  return toWireUser(userId);
}

/** Any fixed number: two set-ups at once take turns on it. */
const SET_UP_LOCK = 7_311_020_614;

/** Makes the first admin while no user exists. Throws `already_set_up`, `password_too_common`. */
export async function setUpFirstAdmin(given: Omit<NewUser, "role" | "seller_ids">): Promise<User> {
  checkPassword(given);
  const passwordHash = await hashPassword(given.password);
  const userId = await inTransaction(async (tx) => {
    await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(${SET_UP_LOCK}::bigint)`;
    if ((await tx.sql.user.count()) > 0) throw new AppError("already_set_up");
    const id = await insertUser(tx, { ...given, role: "admin", seller_ids: [] }, passwordHash);
    await appendAudit(tx, {
      actor: { type: "system", id: null },
      action: "user.set_up",
      subject: { type: "user", id },
      sellerId: null,
    });
    return id;
  });
  return toWireUser(userId);
}

/** Inside the caller's transaction. Throws `email_taken`, `not_found` for a seller that does not exist. */
export async function insertUser(
  tx: Tx,
  given: Omit<NewUser, "password">,
  passwordHash: string,
): Promise<string> {
  const id = randomUUID();
  const email = given.email.toLowerCase(); // the sign-in library looks people up in lower case
  const sellerIds = await requireLivingSellers(tx, given.seller_ids);
  try {
    await tx.sql.user.create({
      data: {
        id,
        name: given.name,
        email,
        emailVerified: true,
        role: given.role,
        accounts: {
          create: { id: randomUUID(), accountId: id, providerId: "credential", password: passwordHash },
        },
        sellers: { create: sellerIds.map((sellerId) => ({ sellerId })) },
      },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new AppError("email_taken");
    throw error;
  }
  return id;
}
