import type { Prisma } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import { appendEvents } from "../realtime/append-event";
import { askForApproval, requireApproval } from "./approval";
import { fixAudience } from "./fix-audience";
import type { BroadcastRow } from "./model";

/** Who starts it; null: its time has come. */
export type Starter = { readonly userId: string; readonly requestId: string } | null;

/**
 * Starts a draft or a scheduled broadcast whose row the caller holds locked: fixes its audience and has it run; or
 * throws, and then nothing at all is stored. Throws `seller_not_active`, `empty_audience`, `approval_needed`,
 * `broadcast_state`. One about orders has no audience yet: its recipients come with their postings.
 */
export async function startIn(
  tx: Tx,
  row: BroadcastRow,
  at: Date,
  starter: Starter = null,
): Promise<BroadcastRow> {
  await requireActiveSeller(tx, row.sellerId);
  const isOrder = row.kind === "order";
  const fixed = isOrder ? { audience: 0, excluded: {} } : await fixAudience(tx, row, at);
  if (!isOrder && fixed.audience === 0)
    throw new AppError("empty_audience", { details: { excluded: fixed.excluded } });
  await requireApproval(tx, row, fixed.audience);
  const { count } = await tx.sql.broadcast.updateMany({
    where: { id: row.id, status: { in: ["draft", "scheduled"] } },
    data: {
      status: "running",
      startedAt: at,
      audience: fixed.audience,
      queued: fixed.audience,
      excluded: fixed.excluded,
      stopCode: null,
      stopText: null,
      strikes: 0,
    },
  });
  if (count === 0) throw new AppError("broadcast_state", { details: { status: row.status } });
  return record(tx, row, { action: "broadcast.started", details: { audience: fixed.audience }, starter });
}

/** Has it wait for its time. The caller holds the row locked; its audience is fixed when the time comes. */
export async function scheduleIn(tx: Tx, row: BroadcastRow, starter: Starter): Promise<BroadcastRow> {
  await requireActiveSeller(tx, row.sellerId);
  const { count } = await tx.sql.broadcast.updateMany({
    where: { id: row.id, status: "draft" },
    data: { status: "scheduled", stopCode: null, stopText: null },
  });
  if (count === 0) throw new AppError("broadcast_state", { details: { status: row.status } });
  const details = { at: row.scheduleAt?.toISOString() ?? null };
  return record(tx, row, { action: "broadcast.scheduled", details, starter });
}

async function record(
  tx: Tx,
  row: BroadcastRow,
  what: { action: string; details: Prisma.InputJsonObject; starter: Starter },
): Promise<BroadcastRow> {
  const { action, details, starter } = what;
  await appendEvents(tx, [{ name: "broadcast.updated", sellerId: row.sellerId, subjectId: row.id }]);
  await appendAudit(tx, {
    actor: { type: starter === null ? "system" : "user", id: starter?.userId ?? null },
    action,
    subject: { type: "broadcast", id: row.id },
    sellerId: row.sellerId,
    details: { name: row.name, ...details },
    requestId: starter?.requestId ?? null,
  });
  return tx.sql.broadcast.findUniqueOrThrow({ where: { id: row.id } });
}

async function requireActiveSeller(tx: Tx, sellerId: string): Promise<void> {
  const seller = await tx.sql.seller.findUnique({
    where: { id: sellerId },
    select: { status: true, deletedAt: true },
  });
  if (seller?.status !== "active" || seller.deletedAt !== null) throw new AppError("seller_not_active");
}

/**
 * For the sweep: starts what is scheduled and due, each in a transaction of its own, whoever comes first. One that
 * cannot start has failed and says why; one that grew beyond what needs no second person is a draft again. Answers how
 * many started.
 */
export async function startDueBroadcasts(): Promise<number> {
  const at = now();
  // index broadcasts_at_work
  const due = await db().broadcast.findMany({
    where: { status: "scheduled", scheduleAt: { lte: at } },
    orderBy: { scheduleAt: "asc" },
    select: { id: true },
    take: MOST_AT_ONCE,
  });
  let started = 0;
  for (const { id } of due) if (await startDue(id, at)) started += 1;
  return started;
}

const MOST_AT_ONCE = 20;

async function startDue(id: string, at: Date): Promise<boolean> {
  try {
    // no audit: here, for startIn writes the record.
    return await inTransaction(async (tx) => {
      const row = await takeScheduled(tx, id);
      if (row === null) return false;
      await startIn(tx, row, at);
      return true;
    });
  } catch (error) {
    if (!(error instanceof AppError)) {
      log().warn({ err: error, broadcast_id: id }, "a broadcast could not be started; it is tried again");
      return false;
    }
    await giveUp(id, error.code);
    return false;
  }
}

/** The row, locked; null when another process has it or it is scheduled no more. */
async function takeScheduled(tx: Tx, id: string): Promise<BroadcastRow | null> {
  const [found] = await tx.sql.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM broadcasts WHERE id = ${id}::uuid AND status = 'scheduled' FOR UPDATE SKIP LOCKED`;
  return found === undefined ? null : tx.sql.broadcast.findUniqueOrThrow({ where: { id } });
}

async function giveUp(id: string, code: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await takeScheduled(tx, id);
    if (row === null) return;
    if (code === "approval_needed") return askForApproval(tx, row, null);
    await tx.sql.broadcast.update({
      where: { id },
      data: { status: "failed", stopCode: code, finishedAt: now() },
    });
    await record(tx, row, { action: "broadcast.failed", details: { code }, starter: null });
  });
}
