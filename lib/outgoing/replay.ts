import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import type { OutgoingDelivery } from "../wire/outgoing-webhooks";
import { toWireDelivery } from "./model";
import { requireWebhook } from "./require-webhook";

/** In line again, at its beginning, with all tries before it; the log keeps what was. */
const inLineAgain = () => ({
  status: "pending",
  attempts: 0,
  dueAt: now(),
  claimedAt: null,
  deliveredAt: null,
  failedAt: null,
});

/** Who sends again believes that the address is back: it is tried at once. */
async function endRest(tx: Tx, webhookId: string): Promise<void> {
  await tx.sql.outgoingWebhook.updateMany({ where: { id: webhookId }, data: { restUntil: null } });
}

/** Sends one again under its own id, whatever became of it. Throws `not_found`. */
export async function replayDelivery(input: { actor: Actor; deliveryId: string }): Promise<OutgoingDelivery> {
  const { actor, deliveryId } = input;
  if (!isUuid(deliveryId)) throw new AppError("not_found");
  return inTransaction(async (tx) => {
    const changed = await tx.sql.outgoingDelivery.updateMany({
      where: { id: deliveryId },
      data: inLineAgain(),
    });
    if (changed.count === 0) throw new AppError("not_found");
    const row = await tx.sql.outgoingDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
    await endRest(tx, row.webhookId);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_delivery.replayed",
      subject: { type: "outgoing_delivery", id: deliveryId },
      sellerId: row.sellerId,
      details: { outgoing_webhook_id: row.webhookId, event: row.event },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("send-outgoing", { webhook_id: row.webhookId }));
    return toWireDelivery(row);
  });
}

/** Sends again what was given up since a moment. Answers how many. Throws `not_found`. */
export async function replayFailed(input: {
  actor: Actor;
  webhookId: string;
  since: Date;
}): Promise<{ replayed: number }> {
  const { actor, webhookId, since } = input;
  return inTransaction(async (tx) => {
    const webhook = await requireWebhook(webhookId, tx);
    // index outgoing_deliveries_failed
    const { count } = await tx.sql.outgoingDelivery.updateMany({
      where: { webhookId, status: "failed", failedAt: { gte: since }, event: { not: "test" } },
      data: inLineAgain(),
    });
    await endRest(tx, webhookId);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.failed_replayed",
      subject: { type: "outgoing_webhook", id: webhookId },
      sellerId: null,
      details: { name: webhook.name, since: since.toISOString(), replayed: count },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("send-outgoing", { webhook_id: webhookId }));
    return { replayed: count };
  });
}
