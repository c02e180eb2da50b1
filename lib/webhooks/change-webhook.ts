import { randomBytes } from "node:crypto";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import type { WebhookMode } from "../marketplaces/ports";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf, connectSeller } from "../sellers/connect-seller";
import { storeSecret } from "../sellers/credentials";
import type { SellerWebhook } from "../wire/seller-webhook";
import { parseNetwork } from "./networks";
import { getSellerWebhook } from "./read-webhook";
import { requireWebhook, type SellerWithWebhook, toWebhookMode } from "./require-webhook";

export interface WebhookChange {
  readonly mode?: WebhookMode | null | undefined;
  readonly secret?: string | undefined;
  readonly generate_secret?: boolean | undefined;
  readonly networks?: readonly string[] | undefined;
}

/**
 * Sets mode, secret or allowed networks. A signed webhook without a secret gets one, told in the answer this one time.
 * Another mode, or none, ends what we registered at the marketplace, as far as it can be reached now. Throws
 * `webhook_mode_unsupported`, `invalid_input` (with the networks that are none), `not_found`.
 */
export async function changeSellerWebhook(input: {
  actor: Actor;
  sellerId: string;
  change: WebhookChange;
}): Promise<{ webhook: SellerWebhook; webhook_secret?: string }> {
  const { actor, change } = input;
  const seller = await requireWebhook(actor, input.sellerId);
  const before = toWebhookMode(seller.webhookMode);
  const mode = change.mode === undefined ? before : change.mode;
  requireMode(seller, { before, mode });
  const networks = change.networks === undefined ? undefined : parseNetworks(change.networks);
  const isOther = mode !== before;
  const generated = await inTransaction(async (tx) => {
    // Removed meanwhile: a secret stored now would stay behind those that its removal took.
    const changed = await tx.sql.seller.updateMany({
      where: { id: seller.id, deletedAt: null },
      data: { webhookMode: mode, webhookNetworks: networks },
    });
    if (changed.count === 0) throw new AppError("not_found");
    const made = await setSecret(tx, { seller, change, mode });
    // A new mode begins anew; what was registered for the old one says nothing of it.
    if (isOther) await tx.sql.webhookRegistration.deleteMany({ where: { sellerId: seller.id } });
    await appendEvents(tx, [{ name: "seller.updated", sellerId: seller.id, subjectId: seller.id }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "webhook.changed",
      subject: { type: "seller", id: seller.id },
      sellerId: seller.id,
      details: {
        ...(isOther ? { mode, mode_before: before } : {}),
        ...(networks === undefined ? {} : { networks, networks_before: seller.webhookNetworks }),
        ...(made === null && change.secret === undefined
          ? {}
          : { secret: made === null ? "given" : "generated" }),
      },
    });
    return made;
  });
  if (isOther) await endRegistration(seller);
  const webhook = await getSellerWebhook(input);
  return generated === null ? { webhook } : { webhook, webhook_secret: generated };
}

function requireMode(
  seller: SellerWithWebhook,
  { before, mode }: { before: WebhookMode | null; mode: WebhookMode | null },
): void {
  const modes = capabilitiesOf(seller).registrableWebhookModes;
  if (mode === null || mode === before || modes.includes(mode)) return;
  throw new AppError("webhook_mode_unsupported", { details: { modes } });
}

function parseNetworks(given: readonly string[]): string[] {
  const parsed = given.map((text) => ({ text, network: parseNetwork(text) }));
  const wrong = parsed.filter(({ network }) => network === null);
  if (wrong.length > 0) {
    const details = wrong.map(({ text }) => ({ field: "networks", problem: "not_a_network", value: text }));
    throw new AppError("invalid_input", { details });
  }
  return [...new Set(parsed.flatMap(({ network }) => (network === null ? [] : [network])))];
}

/** Stores the secret that was given, or makes one where one is asked for or lacking; answers the made one. */
async function setSecret(
  tx: Tx,
  { seller, change, mode }: { seller: SellerWithWebhook; change: WebhookChange; mode: WebhookMode | null },
): Promise<string | null> {
  const kind = "webhook_secret" as const;
  if (change.secret !== undefined) {
    await storeSecret(tx, { sellerId: seller.id, kind, plain: change.secret });
    return null;
  }
  const has = (await tx.sql.credential.count({ where: { sellerId: seller.id, kind } })) > 0;
  if (change.generate_secret !== true && (mode !== "signed" || has)) return null;
  const made = randomBytes(32).toString("base64url");
  await storeSecret(tx, { sellerId: seller.id, kind, plain: made });
  return made;
}

/** Best effort: a marketplace that goes on ringing is answered 404, and gives up by itself. */
async function endRegistration(seller: SellerWithWebhook): Promise<void> {
  const state = seller.webhookState;
  if (state === null || state.registeredAt === null || state.url === "") return;
  const alive = await db().seller.count({ where: { id: seller.id, deletedAt: null } });
  if (alive === 0) return;
  try {
    const marketplace = await connectSeller({ sellerId: seller.id, lane: "reply", maxWaitMs: 5_000 });
    await marketplace.webhookRegistration?.unregister({ url: state.url, remoteId: state.remoteId });
  } catch (error) {
    log().warn({ err: error, seller_id: seller.id }, "a webhook could not be ended at the marketplace");
  }
}
