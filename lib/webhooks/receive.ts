import { db } from "../db/client";
import { log } from "../log";
import type {
  WebhookAnswer,
  WebhookMode,
  WebhookPort,
  WebhookRing,
  WebhookVerdict,
} from "../marketplaces/ports";
import { enqueue } from "../queue/enqueue";
import { findWebhookPort } from "../sellers/connect-seller";
import { findSecret } from "../sellers/credentials";

/** The largest body a webhook may have, in bytes (contract, section 4). */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

export type ReceiveOutcome =
  | {
      readonly outcome: "answered";
      readonly answer: WebhookAnswer;
      readonly nudge: (() => Promise<void>) | null;
    }
  | { readonly outcome: "no_such_webhook" };

/**
 * Takes a marketplace's call: verifies it, notes it down durably (one row an event, however often it comes) and
 * answers in the marketplace's own form. The content is a doorbell: what is stored is fetched by `nudge`, which the
 * caller runs after the answer; a nudge that is lost is made up for by the sweep.
 */
export async function receiveWebhook(input: {
  marketplace: string;
  webhookId: string;
  rawBody: Uint8Array;
  header: (name: string) => string | null;
}): Promise<ReceiveOutcome> {
  // A NUL can be no part of an address of ours, and the database could not even be asked for it.
  if (`${input.webhookId}${input.marketplace}`.includes("\0")) return { outcome: "no_such_webhook" };
  const seller = await db().seller.findFirst({
    where: { webhookId: input.webhookId, marketplace: input.marketplace, deletedAt: null },
    select: { id: true, accountId: true, webhookMode: true, marketplace: true },
  });
  const mode = toMode(seller?.webhookMode ?? null);
  if (seller === null || mode === null) return { outcome: "no_such_webhook" };
  const port = findWebhookPort(seller.marketplace);
  if (port === null) return { outcome: "no_such_webhook" };
  const verdict = await judge({ port, mode, seller, rawBody: input.rawBody, header: input.header });
  const nudge = verdict.outcome === "accepted" ? await noteDown(seller.id, verdict.ring) : null;
  if (verdict.outcome !== "accepted")
    log().info({ seller_id: seller.id, outcome: verdict.outcome }, "webhook refused");
  return { outcome: "answered", answer: port.answer({ mode, verdict, now: new Date() }), nudge };
}

function toMode(stored: string | null): WebhookMode | null {
  return stored === "signed" || stored === "push" ? stored : null;
}

async function judge(input: {
  port: WebhookPort;
  mode: WebhookMode;
  seller: { id: string; accountId: string };
  rawBody: Uint8Array;
  header: (name: string) => string | null;
}): Promise<WebhookVerdict> {
  // Decrypted here because here a signature is checked.
  const secret = input.mode === "signed" ? await findSecret(input.seller.id, "webhook_secret") : null;
  return input.port.read({
    mode: input.mode,
    rawBody: input.rawBody,
    header: input.header,
    secret,
    accountId: input.seller.accountId,
  });
}

/** Answers what is to be nudged; null for what needs nothing more (a ping, a repeat that is done, an unknown type). */
async function noteDown(sellerId: string, ring: WebhookRing): Promise<(() => Promise<void>) | null> {
  if (ring.kind === "ping") return null;
  const isChat = ring.kind === "chat_changed";
  if (ring.kind === "unknown_type")
    log().info({ seller_id: sellerId, type: ring.type.slice(0, 80) }, "webhook of an unknown type");
  const rows = await db().$queryRaw<Array<{ status: string }>>`
    INSERT INTO webhook_deliveries (seller_id, dedupe_key, kind, chat_external_id, message_external_id, status)
    VALUES (${sellerId}::uuid, ${ring.dedupeKey.slice(0, 500)}, ${ring.kind},
            ${isChat ? ring.chatExternalId : null}, ${isChat ? ring.messageExternalId : null},
            ${isChat ? "pending" : "done"})
    ON CONFLICT (seller_id, dedupe_key) DO UPDATE SET repeats = webhook_deliveries.repeats + 1
    RETURNING status`;
  if (!isChat || rows[0]?.status !== "pending") return null;
  return () => enqueue("answer-ring", { seller_id: sellerId, chat_external_id: ring.chatExternalId });
}
