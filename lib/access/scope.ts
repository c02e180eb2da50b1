import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";
import type { Actor } from "./actor";

declare const brand: unique symbol;

/**
 * The sellers an actor may see. Only this file makes one, and every list query asks for it:
 * a forgotten filter does not compile. `userId` null: all sellers that are not removed.
 */
export interface VisibleSellers {
  readonly [brand]: true;
  readonly userId: string | null;
}

/** Admins and supervisors see every seller, operators those assigned to them. */
export function visibleSellers(actor: Pick<Actor, "userId" | "role">): VisibleSellers {
  const userId = actor.role === "operator" ? actor.userId : null;
  return { userId } as VisibleSellers; // the brand exists in types only; this is its one mint
}

/** SQL that holds for rows whose seller (the column `sellerId`) is visible. */
export function isVisible(scope: VisibleSellers, sellerId: Prisma.Sql): Prisma.Sql {
  const living = Prisma.sql`EXISTS (SELECT 1 FROM sellers s WHERE s.id = ${sellerId} AND s.deleted_at IS NULL)`;
  if (scope.userId === null) return living;
  // An array asked for once, not a join: a join would have the planner sort instead of walking a list's index.
  return Prisma.sql`${living} AND ${sellerId} = ANY (ARRAY(
    SELECT us.seller_id FROM user_sellers us WHERE us.user_id = ${scope.userId}))`;
}

/** The same for Prisma's own queries on sellers. */
export function visibleSellerWhere(scope: VisibleSellers): Prisma.SellerWhereInput {
  if (scope.userId === null) return { deletedAt: null };
  return { deletedAt: null, users: { some: { userId: scope.userId } } };
}

/** Ids of all visible sellers, for streams that decide in memory. */
export async function listVisibleSellerIds(scope: VisibleSellers): Promise<Set<string>> {
  const rows = await db().seller.findMany({ where: visibleSellerWhere(scope), select: { id: true } });
  return new Set(rows.map((row) => row.id));
}
