import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { listVisibleSellerIds, visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { Colleague } from "../wire/team";
import { role } from "../wire/users";

/** A desk that gave no sign of life for this long is closed. */
export const OFFLINE_AFTER_MS = 2 * 60_000;

interface Row {
  id: string;
  name: string;
  role: string;
  availability: string;
  capacity: number | null;
  seenAt: Date | null;
  openChats: number;
  sellerIds: string[];
}

/** Everybody at the desk, by name; of their sellers those that the actor sees too, others do not exist for them. */
export async function listColleagues(actor: Actor): Promise<Colleague[]> {
  const [rows, visible] = await Promise.all([
    readRows(Prisma.sql`u.deactivated_at IS NULL`),
    listVisibleSellerIds(visibleSellers(actor)),
  ]);
  return rows.map((row) => toColleague({ ...row, sellerIds: row.sellerIds.filter((id) => visible.has(id)) }));
}

/** One of them. Throws `not_found`. */
export async function getColleague(userId: string): Promise<Colleague> {
  const [row] = await readRows(Prisma.sql`u.id = ${userId}`);
  if (row === undefined) throw new AppError("not_found");
  return toColleague(row);
}

/** Chats of removed sellers are nobody's work. Index chats_open_by_assignee. */
function readRows(where: Prisma.Sql): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    SELECT u.id, u.name, u.role, u.availability, u.capacity, u.seen_at AS "seenAt",
           coalesce(open.count, 0)::int AS "openChats",
           ARRAY(SELECT us.seller_id::text FROM user_sellers us JOIN sellers s ON s.id = us.seller_id
                  WHERE us.user_id = u.id AND s.deleted_at IS NULL ORDER BY 1) AS "sellerIds"
      FROM users u
      LEFT JOIN (
        SELECT c.assignee_id, count(*) AS count FROM chats c JOIN sellers s ON s.id = c.seller_id
         WHERE c.status = 'open' AND c.assignee_id IS NOT NULL AND s.deleted_at IS NULL
         GROUP BY c.assignee_id) open ON open.assignee_id = u.id
     WHERE ${where}
     ORDER BY lower(u.name), u.id`;
}

function toColleague(row: Row): Colleague {
  const given = role.parse(row.role);
  return {
    id: row.id,
    name: row.name,
    role: given,
    presence: presenceOf(row),
    open_chats: row.openChats,
    capacity: row.capacity,
    seller_ids: given === "operator" ? row.sellerIds : null,
  };
}

function presenceOf({ seenAt, availability }: Pick<Row, "seenAt" | "availability">): Colleague["presence"] {
  if (seenAt === null || seenAt.getTime() <= now().getTime() - OFFLINE_AFTER_MS) return "offline";
  return availability === "away" ? "away" : "available";
}

/** Which of these people there are and may see the seller's chats: id and name, in the given order. */
export async function listWhoSee(
  tx: Tx,
  { sellerId, userIds }: { sellerId: string; userIds: readonly string[] },
): Promise<Array<{ id: string; name: string }>> {
  const wanted = [...new Set(userIds)];
  if (wanted.length === 0) return [];
  const rows = await tx.sql.user.findMany({
    where: {
      id: { in: wanted },
      deactivatedAt: null,
      OR: [{ role: { not: "operator" } }, { sellers: { some: { sellerId } } }],
    },
    select: { id: true, name: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}
