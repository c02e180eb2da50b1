import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { formatPosition } from "../realtime/position";
import { readPresentPosition } from "../realtime/read-events";
import { sealSecret } from "../sellers/credentials";
import type { OutgoingEvent, OutgoingWebhook } from "../wire/outgoing-webhooks";
import type { Resolve } from "./check-address";
import { hostOf, requireAllowedAddress, requireSellers } from "./check-given";
import { toWireWebhook } from "./model";
import { makeSecret } from "./sign";

/**
 * Adds an address that hears of what comes after. The answer is the one time its secret is seen.
 * Throws `address_refused`, `invalid_input` for an unknown seller. `resolve`: for tests.
 */
export async function addOutgoingWebhook(input: {
  actor: Actor;
  given: { name: string; url: string; events: readonly OutgoingEvent[]; seller_ids: readonly string[] };
  resolve?: Resolve;
}): Promise<{ outgoing_webhook: OutgoingWebhook; secret: string }> {
  const { actor, given } = input;
  await requireAllowedAddress(given.url, input.resolve);
  const sellerIds = await requireSellers(given.seller_ids);
  const secret = makeSecret();
  const heardFrom = formatPosition(await readPresentPosition());
  const row = await inTransaction(async (tx) => {
    const made = await tx.sql.outgoingWebhook.create({
      data: {
        name: given.name,
        url: given.url,
        secret: sealSecret(secret),
        events: [...new Set(given.events)],
        sellerIds,
        heardFrom,
        createdById: actor.userId,
      },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "outgoing_webhook.added",
      subject: { type: "outgoing_webhook", id: made.id },
      sellerId: null,
      details: { name: given.name, host: hostOf(given.url), events: made.events, seller_ids: sellerIds },
      requestId: actor.requestId,
    });
    return made;
  });
  return { outgoing_webhook: toWireWebhook(row, { waiting: 0, failed: 0 }), secret };
}
