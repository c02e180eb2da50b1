import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { AppError } from "../errors";
import type { SecurityRules } from "../wire/account";
import { role, type User } from "../wire/users";
import { isTwoFactorAskedOf, readSecurityRules } from "./security-rules";

const withSellers = {
  sellers: { select: { sellerId: true }, where: { seller: { deletedAt: null } } },
  accounts: { select: { id: true }, where: { providerId: "credential" } },
} as const;

/** One person in public form. Throws `not_found`. */
export async function toWireUser(userId: string): Promise<User> {
  const row = await db().user.findUnique({ where: { id: userId }, include: withSellers });
  if (row === null) throw new AppError("not_found");
  return toUser(row, { all: await allSellerIds(), rules: await readSecurityRules() });
}

const pageCursor = z.strictObject({ id: cursorPart.textId });

/** The team, a page at a time. */
export async function listUsers(input: { limit: number; cursor?: string | undefined }) {
  const after = input.cursor === undefined ? null : decodeCursor(pageCursor, input.cursor);
  const rows = await db().user.findMany({
    where: after === null ? {} : { id: { gt: after.id } },
    orderBy: { id: "asc" },
    take: input.limit + 1,
    include: withSellers,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const context = { all: await allSellerIds(), rules: await readSecurityRules() };
  return {
    items: page.map((row) => toUser(row, context)),
    next_cursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}

/** How many people there are; none means that the set-up is still to be done. */
export async function countUsers(): Promise<number> {
  return db().user.count();
}

async function allSellerIds(): Promise<string[]> {
  const rows = await db().seller.findMany({
    where: { deletedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => row.id);
}

type UserRow = Prisma.UserGetPayload<{ include: typeof withSellers }>;

function toUser(row: UserRow, { all, rules }: { all: readonly string[]; rules: SecurityRules }): User {
  const given = role.parse(row.role);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: given,
    seller_ids: given === "operator" ? row.sellers.map((seller) => seller.sellerId) : [...all],
    status: row.deactivatedAt === null ? "active" : "deactivated",
    two_factor: row.twoFactorEnabled,
    must_set_up_two_factor: !row.twoFactorEnabled && isTwoFactorAskedOf(rules, given),
    has_password: row.accounts.length > 0,
    last_seen_at: row.seenAt?.toISOString() ?? null,
  };
}
