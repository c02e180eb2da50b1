import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Prisma, type SellerPurge } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { findRunningPurge } from "./purge-seller";
import { KEPT_TABLES, listTablesOfSellers } from "./tables-of-sellers";

/** Rows of one step. Small ones: a step holds its locks for some tens of milliseconds. */
const MESSAGES_A_STEP = 300;
const CHATS_A_STEP = 100;
const ROWS_A_STEP = 500;
/** A row of this table is up to ten megabytes. */
const FILES_A_STEP = 10;
/** After each step the database has as long for everybody else, but no longer than this, in milliseconds. */
const MOST_REST_MS = 500;

/** Deletes copies of attachments that lie on this machine's disk. */
export type ForgetFiles = (attachmentIds: readonly string[]) => Promise<void>;

interface Purging {
  readonly purge: SellerPurge;
  readonly forgetFiles: ForgetFiles;
}

/** One step: how many rows went; 0: nothing of this kind is left. */
type Step = (purging: Purging) => Promise<number>;

/**
 * Works on a purge for about `forMs`, in small steps that each commit with their count, so that it can be killed at any
 * moment and goes on where it stood. `wait`: all is gone, but something may still be on its way. `done` also when there
 * is nothing to do.
 */
export async function purgeSlice(input: {
  purgeId: string;
  forMs: number;
  forgetFiles: ForgetFiles;
}): Promise<"more" | "wait" | "done"> {
  const purge = await findRunningPurge(input.purgeId);
  if (purge === null) return "done";
  const endsAt = performance.now() + input.forMs;
  const purging = { purge, forgetFiles: input.forgetFiles };
  for (const step of [purgeMessages, purgeChats, ...(await listTableSteps())]) {
    for (;;) {
      const beganAt = performance.now();
      if ((await step(purging)) === 0) break;
      if (performance.now() > endsAt) return "more";
      await sleep(Math.min(MOST_REST_MS, performance.now() - beganAt));
    }
  }
  if (await wasJustRemoved(purge)) return "wait";
  await finish(purge);
  return "done";
}

/** Requests that ran when the seller was removed are counted within this time, in milliseconds; rows without a seller. */
const LATE_MS = 15_000;

async function wasJustRemoved({ sellerId }: SellerPurge): Promise<boolean> {
  const since = new Date(now().getTime() - LATE_MS);
  return (await db().seller.count({ where: { id: sellerId, deletedAt: { gt: since } } })) > 0;
}

/** Messages with their attachments; copies on the disk go first, since the rows are what tells of them. */
async function purgeMessages({ purge, forgetFiles }: Purging): Promise<number> {
  // index messages_of_seller_by_time
  const messages = await db().$queryRaw<Array<{ id: string }>>`
    SELECT id FROM messages WHERE seller_id = ${purge.sellerId}::uuid
     ORDER BY created_at DESC, seq DESC LIMIT ${MESSAGES_A_STEP}`;
  if (messages.length === 0) return 0;
  const ids = messages.map(({ id }) => id);
  const attachments = await db().attachment.findMany({
    where: { messageId: { in: ids } },
    select: { id: true },
  });
  await forgetFiles(attachments.map(({ id }) => id));
  // no audit: the receipt is written when all is gone.
  await inTransaction(async (tx) => {
    const { count } = await tx.sql.attachment.deleteMany({ where: { messageId: { in: ids } } });
    const gone = await tx.sql.message.deleteMany({ where: { id: { in: ids } } });
    await addCounts(tx, purge, { attachments: count, messages: gone.count });
  });
  return messages.length;
}

/** Chats with what hangs on them. */
async function purgeChats({ purge }: Purging): Promise<number> {
  const where = { sellerId: purge.sellerId };
  const chats = await db().chat.findMany({ where, select: { id: true }, take: CHATS_A_STEP });
  if (chats.length === 0) return 0;
  const ofThem = { chatId: { in: chats.map(({ id }) => id) } };
  // no audit: the receipt is written when all is gone.
  await inTransaction(async (tx) => {
    const triggers = await tx.sql.automationTrigger.deleteMany({ where: ofThem });
    const runs = await tx.sql.automationRun.deleteMany({ where: ofThem });
    const notes = await tx.sql.note.deleteMany({ where: ofThem });
    const drafts = await tx.sql.draft.deleteMany({ where: ofThem });
    await tx.sql.chatPresence.deleteMany({ where: ofThem });
    // Answers kept for repeated requests hold what was written; index idempotency_keys_chat.
    const answers = await tx.sql.$executeRaw`
      DELETE FROM idempotency_keys WHERE answer ->> 'chat_id' = ANY (${ofThem.chatId.in}::text[])`;
    const gone = await tx.sql.chat.deleteMany({ where: { id: { in: ofThem.chatId.in } } });
    await addCounts(tx, purge, {
      automation_triggers: triggers.count,
      automation_runs: runs.count,
      notes: notes.count,
      drafts: drafts.count,
      idempotency_keys: answers,
      chats: gone.count,
    });
  });
  return chats.length;
}

/** Every other table that says whose its rows are, also those that later versions bring. */
async function listTableSteps(): Promise<Step[]> {
  const tables = await listTablesOfSellers();
  return tables.filter((table) => !KEPT_TABLES.has(table)).map(stepOver);
}

function stepOver(table: string): Step {
  const name = Prisma.raw(`"${table.replaceAll('"', '""')}"`);
  const limit = table === "outbound_files" ? FILES_A_STEP : ROWS_A_STEP;
  return ({ purge }) =>
    // no audit: the receipt is written when all is gone.
    inTransaction(async (tx) => {
      const rows = await tx.sql.$executeRaw`
        DELETE FROM ${name} WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM ${name} WHERE seller_id = ${purge.sellerId}::uuid LIMIT ${limit}))`;
      if (rows > 0) await addCounts(tx, purge, { [table]: rows });
      return rows;
    });
}

const removedCounts = z.record(z.string(), z.number());

/** Counts what a step took away, in its transaction. */
async function addCounts(tx: Tx, purge: SellerPurge, gone: Record<string, number>): Promise<void> {
  const row = await tx.sql.sellerPurge.findUniqueOrThrow({ where: { id: purge.id } });
  const removed = { ...removedCounts.catch({}).parse(row.removed) };
  for (const [table, rows] of Object.entries(gone)) {
    if (rows > 0) removed[table] = (removed[table] ?? 0) + rows;
  }
  await tx.sql.sellerPurge.update({ where: { id: purge.id }, data: { removed } });
}

/** The seller's own row, its marks in places without a column for it, and the receipt: all at once, and once. */
async function finish(purge: SellerPurge): Promise<void> {
  const { sellerId } = purge;
  await inTransaction(async (tx) => {
    const done = await tx.sql.sellerPurge.updateMany({
      where: { id: purge.id, status: "running" },
      data: { status: "done", finishedAt: now() },
    });
    if (done.count === 0) return;
    await tx.sql.seller.deleteMany({ where: { id: sellerId } });
    await addCounts(tx, purge, { sellers: 1 });
    await tx.sql.$executeRaw`DELETE FROM permits WHERE starts_with(key, ${`${sellerId}:`})`;
    await tx.sql.$executeRaw`
      UPDATE invitations SET seller_ids = array_remove(seller_ids, ${sellerId}::uuid)
       WHERE ${sellerId}::uuid = ANY (seller_ids)`;
    const row = await tx.sql.sellerPurge.findUniqueOrThrow({ where: { id: purge.id } });
    await appendAudit(tx, {
      actor: { type: "user", id: purge.requestedBy },
      action: "seller.purged",
      subject: { type: "seller", id: sellerId },
      sellerId,
      details: {
        purge_id: purge.id,
        name: purge.sellerName,
        removed: removedCounts.catch({}).parse(row.removed),
      },
    });
  });
}
