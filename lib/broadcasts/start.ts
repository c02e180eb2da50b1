import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import { askForApproval, isApprovalNeeded, requireApproval } from "./approval";
import { fixAudience } from "./fix-audience";
import type { BroadcastRow } from "./model";
import { type Doer, recordAct, requireStatus } from "./record";

/**
 * Starts a draft or a scheduled broadcast whose row the caller holds locked: fixes its audience and has it run; or
 * throws, and then nothing at all is stored. Throws `broadcast_state`, `seller_not_active`, `empty_audience`,
 * `approval_needed`. One about orders has no audience yet: its recipients come with their postings.
 */
export async function startIn(tx: Tx, row: BroadcastRow, at: Date, doer: Doer = null): Promise<BroadcastRow> {
  requireStatus(row, ["draft", "scheduled"]);
  await requireActiveSeller(tx, row.sellerId);
  const isOrder = row.kind === "order";
  const { audience, excluded } = isOrder ? { audience: 0, excluded: {} } : await fixAudience(tx, row, at);
  if (!isOrder && audience === 0) throw new AppError("empty_audience", { details: { excluded } });
  await requireApproval(tx, row, audience);
  await tx.sql.broadcast.update({
    where: { id: row.id },
    data: {
      status: "running",
      startedAt: at,
      audience,
      queued: audience,
      excluded,
      stopCode: null,
      stopText: null,
      strikes: 0,
    },
  });
  return recordAct(tx, row, { action: "broadcast.started", details: { audience }, doer });
}

/** Starts it, or has it wait for its time when that lies ahead. The caller holds the row locked. */
export async function startOrScheduleIn(tx: Tx, row: BroadcastRow, doer: Doer): Promise<BroadcastRow> {
  const at = now();
  if (row.scheduleAt === null || row.scheduleAt <= at) return startIn(tx, row, at, doer);
  requireStatus(row, ["draft"]);
  await requireActiveSeller(tx, row.sellerId);
  await tx.sql.broadcast.update({
    where: { id: row.id },
    data: { status: "scheduled", stopCode: null, stopText: null },
  });
  const details = { at: row.scheduleAt.toISOString() };
  return recordAct(tx, row, { action: "broadcast.scheduled", details, doer });
}

/** Throws `seller_not_active`. */
export async function requireActiveSeller(tx: Tx, sellerId: string): Promise<void> {
  const seller = await tx.sql.seller.findUnique({
    where: { id: sellerId },
    select: { status: true, deletedAt: true },
  });
  if (seller?.status !== "active" || seller.deletedAt !== null) throw new AppError("seller_not_active");
}

const MOST_AT_ONCE = 20;

/**
 * For the sweep: starts what is scheduled and due, each in a transaction of its own, whoever comes first. One that
 * cannot start has failed and says why; one that grew beyond what one person may start is a draft again. Answers how
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
    if (error instanceof AppError) await giveUp(id, error);
    else log().warn({ err: error, broadcast_id: id }, "a broadcast could not be started; it is tried again");
    return false;
  }
}

/** The row, locked; null when another process has it or it is scheduled no more. */
async function takeScheduled(tx: Tx, id: string): Promise<BroadcastRow | null> {
  const [found] = await tx.sql.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM broadcasts WHERE id = ${id}::uuid AND status = 'scheduled' FOR UPDATE SKIP LOCKED`;
  return found === undefined ? null : tx.sql.broadcast.findUniqueOrThrow({ where: { id } });
}

async function giveUp(id: string, error: AppError): Promise<void> {
  // no audit: here, for recordAct and askForApproval write the record.
  await inTransaction(async (tx) => {
    const row = await takeScheduled(tx, id);
    // Moved to a later time, or off, in the moment between: no failure any more.
    if (row === null || row.scheduleAt === null || row.scheduleAt > now()) return;
    if (isApprovalNeeded(error)) {
      await askForApproval(tx, row, null);
      return;
    }
    await tx.sql.broadcast.update({
      where: { id },
      data: { status: "failed", stopCode: error.code, finishedAt: now() },
    });
    await recordAct(tx, row, { action: "broadcast.failed", details: { code: error.code }, doer: null });
  });
}
