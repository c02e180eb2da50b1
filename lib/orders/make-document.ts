import type { OrderDocument as DocumentRow } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { AppError } from "../errors";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import type { OrderPort } from "../marketplaces/order-port";
import type { MadeFile } from "../marketplaces/port-page";
import { enqueue } from "../queue/enqueue";
import { connectSeller } from "../sellers/connect-seller";
import { followFailure } from "../sellers/follow-failure";
import type { ErrorCode } from "../wire/error-codes";

/** A marketplace that has not drawn it by then never will. */
const LONGEST_MS = 10 * 60_000;
/** Nobody else takes it up for so long: longer than any request lasts. */
const CLAIMED_SECONDS = 60;
/** Pauses between looks, in seconds. */
const PAUSES_SECONDS = [1, 2, 3, 5];
/** An act was asked for, and it is not known here what came of that. */
const ASKED = "delivery_unconfirmed";

/**
 * Goes on with one document: has it begun, or looks whether it is drawn. May be called again after a death at any line.
 * Labels are simply begun again; an act is a confirmation towards the carrier, so before it is asked for that is written
 * down, and one of which nobody knows whether it was made is given back to the person instead of being made twice.
 */
export async function makeDocument(documentId: string): Promise<void> {
  const row = await claim(documentId);
  if (row === null) return;
  if (now().getTime() - row.createdAt.getTime() > LONGEST_MS)
    return fail(row, row.errorCode === ASKED ? ASKED : "marketplace_unavailable", row.errorText);
  try {
    const marketplace = await connectSeller({ sellerId: row.sellerId, lane: "poll" });
    if (marketplace.orders === undefined) return await fail(row, "act_not_open", null);
    await (row.taskId === null ? begin(row, marketplace.orders) : look(row, row.taskId, marketplace.orders));
  } catch (error) {
    await followTrouble(row, error);
  }
}

/** Documents that are due and whose nudge was lost. Index order_documents_due. */
export async function listDueDocuments(): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT d.id FROM order_documents d JOIN sellers s ON s.id = d.seller_id
     WHERE d.status = 'preparing' AND d.due_at < now() - interval '3 seconds'
       AND s.status = 'active' AND s.deleted_at IS NULL
     LIMIT 100`;
  return rows.map((row) => row.id);
}

/** Null: it is over, not due yet, or another process has it. */
async function claim(id: string): Promise<DocumentRow | null> {
  const [row = null] = await db().orderDocument.updateManyAndReturn({
    where: { id, status: "preparing", dueAt: { lte: now() } },
    data: { attempts: { increment: 1 }, dueAt: secondsFromNow(CLAIMED_SECONDS) },
  });
  return row;
}

async function begin(row: DocumentRow, orders: OrderPort): Promise<void> {
  if (row.kind === "act") {
    if (row.errorCode === ASKED) return fail(row, ASKED, null);
    await note(row, { errorCode: ASKED });
  }
  const started = await (row.kind === "act"
    ? orders.startAct(row.postings)
    : orders.startLabels(row.postings));
  if ("file" in started) return finish(row, started.file);
  await note(row, { taskId: started.taskId, errorCode: null });
  await later(row, 0);
}

async function look(row: DocumentRow, taskId: string, orders: OrderPort): Promise<void> {
  const file = await (row.kind === "act" ? orders.readAct(taskId) : orders.readLabels(taskId));
  await finish(row, file);
}

async function finish(row: DocumentRow, { state, bytes, theirText }: MadeFile): Promise<void> {
  if (state === "failed") return fail(row, "marketplace_refused", theirText);
  if (state === "pending" || bytes === null) {
    await note(row, { errorText: theirText });
    return later(row, row.attempts);
  }
  await note(row, {
    status: "ready",
    bytes: Buffer.from(bytes),
    fileName: nameOf(row),
    errorCode: null,
    errorText: theirText,
    finishedAt: now(),
  });
}

function nameOf({ kind, postings, createdAt }: DocumentRow): string {
  const first = postings[0]?.replace(/[^\w-]/g, "_") ?? "";
  const rest = postings.length > 1 ? `-and-${postings.length - 1}-more` : "";
  return kind === "act"
    ? `act-${createdAt.toISOString().slice(0, 10)}-${first}.pdf`
    : `labels-${first}${rest}.pdf`;
}

/** What passes is tried again; what was refused is over. An act that may have been made is not asked for again. */
async function followTrouble(row: DocumentRow, error: unknown): Promise<void> {
  if (error instanceof AppError) return fail(row, "seller_not_active", null);
  if (!(error instanceof MarketplaceError)) throw error;
  log().info({ seller_id: row.sellerId, document_id: row.id, kind: error.kind }, "a document waits");
  await followFailure(row.sellerId, error);
  const isBeginning = row.taskId === null;
  if (isBeginning && row.kind === "act" && error.effect === "unknown")
    return fail(row, ASKED, error.theirText);
  if (error.kind === "unavailable" || error.kind === "rate_limited") {
    await note(row, { errorCode: null, errorText: error.theirText });
    return later(row, row.attempts, error.retryAfterSeconds ?? 0);
  }
  await fail(row, codeOf(error), error.theirText);
}

function codeOf({ kind }: MarketplaceError): ErrorCode {
  if (kind === "role_missing" || kind === "subscription_missing" || kind === "credentials_rejected")
    return kind;
  return "marketplace_refused";
}

/** Guarded: who wrote the end first has said it. */
async function note(
  row: DocumentRow,
  data: Parameters<ReturnType<typeof db>["orderDocument"]["updateMany"]>[0]["data"],
): Promise<void> {
  await db().orderDocument.updateMany({ where: { id: row.id, status: "preparing" }, data });
}

async function fail(row: DocumentRow, errorCode: ErrorCode, errorText: string | null): Promise<void> {
  const words = errorText?.slice(0, 500) ?? null;
  await note(row, { status: "failed", errorCode, errorText: words, finishedAt: now() });
}

async function later(row: DocumentRow, tries: number, atLeastSeconds = 0): Promise<void> {
  const pause = PAUSES_SECONDS[Math.min(tries, PAUSES_SECONDS.length - 1)] ?? 5;
  const seconds = Math.max(pause, atLeastSeconds);
  await note(row, { dueAt: secondsFromNow(seconds) });
  await enqueue("make-document", { document_id: row.id }, { delayMs: seconds * 1000 });
}

function secondsFromNow(seconds: number): Date {
  return new Date(now().getTime() + seconds * 1000);
}
