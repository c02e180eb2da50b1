import type { Prisma } from "@/generated/prisma/client";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import type { ClaimedDelivery } from "./claim-delivery";
import { withEntry } from "./model";
import type { PostResult } from "./post";
import { isGivenUp, pauseAfter, restAfter, SPARED_FROM_FAILURES } from "./retry-plan";

/** A working address notes its last success this often, so that its row is not written with every event. */
const SUCCESS_NOTED_SECONDS = 10;
const GONE = 410;

/** How the address stands after a try: `spared`, it has failed so often that nothing more is sent for now. */
export type AddressState = "working" | "spared";

/** Writes down what a try came to, for the delivery and for its address. Guarded by the claim: a later one wins. */
export async function settleDelivery(
  claimed: ClaimedDelivery,
  result: PostResult,
  random: number,
): Promise<AddressState> {
  const pauseMs = pauseAfter(claimed.attempts + 1, random);
  if (result.error === null) {
    // Two statements without a transaction: the address's own row only says when something last went well.
    if (await noteTry(db(), claimed, result, pauseMs)) await noteSuccess(claimed.webhookId);
    return "working";
  }
  // no audit: a machine's bookkeeping; giving an address up is audited below.
  return inTransaction(async (tx) => {
    const isOurs = await noteTry(tx.sql, claimed, result, pauseMs);
    return isOurs ? noteFailure(tx, claimed, result.status === GONE) : "working";
  });
}

async function noteTry(
  sql: Prisma.TransactionClient,
  claimed: ClaimedDelivery,
  result: PostResult,
  pauseMs: number | null,
): Promise<boolean> {
  const at = now();
  const entry = { at: at.toISOString(), status: result.status, ms: result.ms, error: result.error };
  const isDelivered = result.error === null;
  const isLast = !isDelivered && (pauseMs === null || claimed.isTest);
  const settled = await sql.outgoingDelivery.updateMany({
    where: { id: claimed.id, status: "pending", claimedAt: claimed.claimedAt },
    data: {
      status: isDelivered ? "delivered" : isLast ? "failed" : "pending",
      attempts: claimed.attempts + 1,
      log: withEntry(claimed.log, entry),
      claimedAt: null,
      dueAt: isDelivered || isLast ? null : new Date(at.getTime() + (pauseMs ?? 0)),
      deliveredAt: isDelivered ? at : null,
      failedAt: isLast ? at : null,
    },
  });
  return settled.count === 1;
}

async function noteSuccess(webhookId: string): Promise<void> {
  const at = now();
  const noted = new Date(at.getTime() - SUCCESS_NOTED_SECONDS * 1000);
  await db().outgoingWebhook.updateMany({
    where: {
      id: webhookId,
      OR: [{ failures: { gt: 0 } }, { lastSuccessAt: null }, { lastSuccessAt: { lt: noted } }],
    },
    data: { failures: 0, failingSince: null, restUntil: null, lastSuccessAt: at },
  });
}

async function noteFailure(tx: Tx, claimed: ClaimedDelivery, isGone: boolean): Promise<AddressState> {
  // A test tells how things stand to the person who asked; it decides nothing.
  if (claimed.isTest) return "working";
  const at = now();
  const [row] = await tx.sql.$queryRaw<Array<{ failures: number; failing_since: Date }>>`
    UPDATE outgoing_webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, ${at})
     WHERE id = ${claimed.webhookId}::uuid RETURNING failures, failing_since`;
  if (row === undefined) return "spared"; // removed meanwhile
  if (isGone || isGivenUp(row.failing_since, at)) {
    await disable(tx, claimed.webhookId, isGone ? "gone" : "failing_for_days");
    return "spared";
  }
  if (row.failures < SPARED_FROM_FAILURES) return "working";
  await tx.sql.outgoingWebhook.updateMany({
    where: { id: claimed.webhookId },
    data: { restUntil: new Date(at.getTime() + restAfter(row.failures)) },
  });
  return "spared";
}

/** Gives an address up: what waits for it is given up too, and can be sent again when it is back. */
async function disable(tx: Tx, webhookId: string, reason: "gone" | "failing_for_days"): Promise<void> {
  const disabled = await tx.sql.outgoingWebhook.updateMany({
    where: { id: webhookId, status: "active" },
    data: { status: "disabled", restUntil: null },
  });
  if (disabled.count === 0) return;
  await tx.sql.outgoingDelivery.updateMany({
    where: { webhookId, status: "pending" },
    data: { status: "failed", failedAt: now(), dueAt: null, claimedAt: null },
  });
  await appendAudit(tx, {
    actor: { type: "system", id: null },
    action: "outgoing_webhook.disabled",
    subject: { type: "outgoing_webhook", id: webhookId },
    sellerId: null,
    details: { reason },
  });
  log().warn({ outgoing_webhook_id: webhookId, reason }, "an outgoing webhook was given up");
}
