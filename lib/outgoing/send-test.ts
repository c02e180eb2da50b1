import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import type { OutgoingDelivery } from "../wire/outgoing-webhooks";
import { toClaimed } from "./claim-delivery";
import { toWireDelivery } from "./model";
import { requireWebhook } from "./require-webhook";
import { type SendingTools, sendClaimed } from "./send-due";

/** What a test event is called. */
const TEST_EVENT = "test";

/** Sends a test event now, once, to a paused address too, and answers what came back. Throws `not_found`. */
export async function sendTest(input: {
  actor: Actor;
  webhookId: string;
  tools?: SendingTools;
}): Promise<OutgoingDelivery> {
  const { actor, webhookId } = input;
  const webhook = await requireWebhook(webhookId);
  const claimedAt = now();
  const payload = {
    type: TEST_EVENT,
    timestamp: claimedAt.toISOString(),
    data: { outgoing_webhook: { id: webhook.id, name: webhook.name } },
  };
  const row = await inTransaction(async (tx) => {
    const made = await tx.sql.outgoingDelivery.create({
      // Due never: it is sent right here or not at all.
      data: { webhookId, event: TEST_EVENT, payload, claimedAt, createdAt: claimedAt },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.tested",
      subject: { type: "outgoing_webhook", id: webhookId },
      sellerId: null,
      details: { name: webhook.name },
      requestId: actor.requestId,
    });
    return made;
  });
  const { url, secret } = webhook;
  await sendClaimed(toClaimed({ ...row, url, secret }, { webhookId, claimedAt, isTest: true }), input.tools);
  return toWireDelivery(await db().outgoingDelivery.findUniqueOrThrow({ where: { id: row.id } }));
}
