import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { sealSecret } from "../sellers/credentials";
import type { OutgoingWebhook } from "../wire/outgoing-webhooks";
import { requireWebhook, toWireWebhookWithCounts } from "./require-webhook";
import { makeSecret } from "./sign";

/** A new signing secret, seen this one time; the old one signs nothing any more. Throws `not_found`. */
export async function renewOutgoingSecret(input: {
  actor: Actor;
  webhookId: string;
}): Promise<{ outgoing_webhook: OutgoingWebhook; secret: string }> {
  const { actor, webhookId } = input;
  const secret = makeSecret();
  const row = await inTransaction(async (tx) => {
    await requireWebhook(webhookId, tx);
    const renewed = await tx.sql.outgoingWebhook.update({
      where: { id: webhookId },
      data: { secret: sealSecret(secret) },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.secret_renewed",
      subject: { type: "outgoing_webhook", id: webhookId },
      sellerId: null,
      details: { name: renewed.name },
      requestId: actor.requestId,
    });
    return renewed;
  });
  return { outgoing_webhook: await toWireWebhookWithCounts(row), secret };
}
