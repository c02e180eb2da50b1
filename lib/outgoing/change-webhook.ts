import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { enqueue } from "../queue/enqueue";
import { formatPosition } from "../realtime/position";
import { readPresentPosition } from "../realtime/read-events";
import type { BodyOf } from "../wire/endpoint";
import type { changeOutgoingWebhook as endpoint, OutgoingWebhook } from "../wire/outgoing-webhooks";
import type { Resolve } from "./check-address";
import { hostOf, requireAllowedAddress, requireSellers } from "./check-given";
import type { WebhookRow } from "./model";
import { requireWebhook, toWireWebhookWithCounts } from "./require-webhook";

type Change = BodyOf<typeof endpoint>;

/**
 * Changes an address. Paused: what waits stays, and nothing more is written down for it. Active again: what waits goes
 * out, and it hears of what comes after. Throws `not_found`, `address_refused`, `invalid_input`. `resolve`: for tests.
 */
export async function changeOutgoingWebhook(input: {
  actor: Actor;
  webhookId: string;
  change: Change;
  resolve?: Resolve;
}): Promise<OutgoingWebhook> {
  const { actor, webhookId, change } = input;
  const before = await requireWebhook(webhookId);
  if (change.url !== undefined && change.url !== before.url)
    await requireAllowedAddress(change.url, input.resolve);
  const sellerIds = change.seller_ids === undefined ? undefined : await requireSellers(change.seller_ids);
  const awakening = change.status === "active" && before.status !== "active" ? await wakened() : {};
  const row = await inTransaction(async (tx) => {
    await requireWebhook(webhookId, tx);
    const changed = await tx.sql.outgoingWebhook.update({
      where: { id: webhookId },
      data: {
        name: change.name,
        url: change.url,
        events: change.events === undefined ? undefined : [...new Set(change.events)],
        sellerIds,
        status: change.status,
        // A new address has not failed yet.
        ...(change.url !== undefined && change.url !== before.url ? untried : {}),
        ...awakening,
      },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.changed",
      subject: { type: "outgoing_webhook", id: webhookId },
      sellerId: null,
      details: detailsOf(before, changed),
      requestId: actor.requestId,
    });
    if (changed.status === "active")
      tx.afterCommit(() => enqueue("send-outgoing", { webhook_id: webhookId }));
    return changed;
  });
  return toWireWebhookWithCounts(row);
}

const untried = { failures: 0, failingSince: null, restUntil: null };

async function wakened() {
  return { ...untried, heardFrom: formatPosition(await readPresentPosition()) };
}

/** What is different now, in words that may be kept: of an address its host alone. */
function detailsOf(before: WebhookRow, after: WebhookRow) {
  return {
    name: after.name,
    ...(before.url === after.url ? {} : { host: hostOf(after.url) }),
    ...(before.status === after.status ? {} : { status: after.status }),
    ...(before.events.join() === after.events.join() ? {} : { events: after.events }),
    ...(before.sellerIds.join() === after.sellerIds.join() ? {} : { seller_ids: after.sellerIds }),
  };
}

/** Ends an address and forgets its deliveries. Throws `not_found`. */
export async function removeOutgoingWebhook(input: { actor: Actor; webhookId: string }): Promise<void> {
  const { actor, webhookId } = input;
  await inTransaction(async (tx) => {
    const row = await requireWebhook(webhookId, tx);
    await tx.sql.outgoingWebhook.deleteMany({ where: { id: webhookId } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.removed",
      subject: { type: "outgoing_webhook", id: webhookId },
      sellerId: null,
      details: { name: row.name, host: hostOf(row.url), age_days: daysSince(row.createdAt) },
      requestId: actor.requestId,
    });
  });
}

function daysSince(instant: Date): number {
  return Math.floor((now().getTime() - instant.getTime()) / 86_400_000);
}
