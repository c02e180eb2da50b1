import { Prisma, type SellerPurge } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import type { RemovedSeller } from "../wire/seller-keys";

/** Removed sellers whose history is still kept, the latest first, with how much of it there is. */
export async function listRemovedSellers(): Promise<RemovedSeller[]> {
  return readRemoved(Prisma.sql`true`);
}

/** Sizes by indexes chats (seller_id, external_id) and messages_of_seller_by_time. */
async function readRemoved(which: Prisma.Sql): Promise<RemovedSeller[]> {
  const rows = await db().$queryRaw<RemovedRow[]>`
    SELECT s.id, s.name, s.marketplace, s.account_id AS "accountId", s.deleted_at AS "deletedAt",
           (SELECT count(*)::int FROM chats c WHERE c.seller_id = s.id) AS chats,
           (SELECT count(*)::int FROM messages m WHERE m.seller_id = s.id) AS messages,
           p.id AS "purgeId", p.started_at AS "startedAt"
      FROM sellers s
      LEFT JOIN seller_purges p ON p.seller_id = s.id AND p.status = 'running'
     WHERE s.deleted_at IS NOT NULL AND ${which}
     ORDER BY s.deleted_at DESC, s.id`;
  return rows.map(toWire);
}

interface RemovedRow {
  id: string;
  name: string;
  marketplace: string;
  accountId: string;
  deletedAt: Date;
  chats: number;
  messages: number;
  purgeId: string | null;
  startedAt: Date | null;
}

function toWire(row: RemovedRow): RemovedSeller {
  const isRunning = row.purgeId !== null && row.startedAt !== null;
  return {
    id: row.id,
    name: row.name,
    marketplace: row.marketplace,
    client_id: row.accountId,
    removed_at: row.deletedAt.toISOString(),
    chats: row.chats,
    messages: row.messages,
    purge: isRunning
      ? { id: row.purgeId ?? "", status: "running", started_at: row.startedAt?.toISOString() ?? "" }
      : null,
  };
}

/**
 * Begins to delete everything of a removed seller; a job does it in small steps. Asked for twice, it runs once.
 * Throws `not_found`, `seller_not_removed`, and `confirmation_wrong` when `confirm` is not the seller's name.
 */
export async function startPurge(input: {
  actor: Actor;
  sellerId: string;
  confirm: string;
}): Promise<RemovedSeller> {
  const { actor, sellerId } = input;
  if (!isUuid(sellerId)) throw new AppError("not_found");
  const seller = await db().seller.findUnique({ where: { id: sellerId } });
  if (seller === null) throw new AppError("not_found");
  if (seller.deletedAt === null) throw new AppError("seller_not_removed");
  if (input.confirm.trim() !== seller.name.trim()) throw new AppError("confirmation_wrong");
  const isBegun = await db().sellerPurge.count({ where: { sellerId, status: "running" } });
  if (isBegun === 0) await begin(actor, seller).catch(unlessBegun);
  const [removed] = await readRemoved(Prisma.sql`s.id = ${sellerId}::uuid`);
  if (removed === undefined) throw new AppError("not_found");
  return removed;
}

async function begin(actor: Actor, seller: { id: string; name: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const purge = await tx.sql.sellerPurge.create({
      data: { sellerId: seller.id, sellerName: seller.name, requestedBy: actor.userId },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "seller.purge_started",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: { name: seller.name },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("purge-seller", { purge_id: purge.id }));
  });
}

/** Two people at the same moment: index seller_purges_one_running lets one begin. */
function unlessBegun(error: unknown): void {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return;
  throw error;
}

/** For the sweep: purges that are under way, or were when a process died. */
export async function listRunningPurges(): Promise<string[]> {
  const rows = await db().sellerPurge.findMany({ where: { status: "running" }, select: { id: true } });
  return rows.map((row) => row.id);
}

/** A purge that still runs; null when it is done or never was. */
export async function findRunningPurge(purgeId: string): Promise<SellerPurge | null> {
  return db().sellerPurge.findFirst({ where: { id: purgeId, status: "running" } });
}
