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
import { requestContext } from "../request-context";
import { findWebhookPort } from "../sellers/connect-seller";
import { openSecret } from "../sellers/credentials";
import { nudgeSections } from "../sync/request-sections";
import { isInNetworks } from "./networks";
import { countCall } from "./tally";

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
  /** When the call came (`performance.now()`), for how fast we answer. */
  startedAt: number;
}): Promise<ReceiveOutcome> {
  // A NUL can be no part of an address of ours, and the database could not even be asked for it.
  if (`${input.webhookId}${input.marketplace}`.includes("\0")) return { outcome: "no_such_webhook" };
  // One question for the seller and its sealed secret: a call is judged a hundred times a second, on sellers_webhook_id_key.
  const [seller = null] = await db().$queryRaw<Receiver[]>`
    SELECT s.id, s.account_id AS "accountId", s.webhook_mode AS "webhookMode", s.marketplace,
           s.webhook_networks AS networks, k.ciphertext AS "sealedSecret"
      FROM sellers s LEFT JOIN credentials k ON k.seller_id = s.id AND k.kind = 'webhook_secret'
     WHERE s.webhook_id = ${input.webhookId} AND s.marketplace = ${input.marketplace} AND s.deleted_at IS NULL`;
  const mode = toMode(seller?.webhookMode ?? null);
  if (seller === null || mode === null) return { outcome: "no_such_webhook" };
  const port = findWebhookPort(seller.marketplace);
  if (port === null) return { outcome: "no_such_webhook" };
  const verdict = await judge({ port, mode, seller, rawBody: input.rawBody, header: input.header });
  const nudge = verdict.outcome === "accepted" ? await noteDown(seller.id, verdict.ring) : null;
  if (verdict.outcome !== "accepted")
    log().info({ seller_id: seller.id, outcome: verdict.outcome }, "webhook refused");
  countCall({
    sellerId: seller.id,
    ms: performance.now() - input.startedAt,
    refusal: toRefusal(verdict),
    isRing: verdict.outcome === "accepted" && verdict.ring.kind === "chat_changed",
  });
  return { outcome: "answered", answer: port.answer({ mode, verdict, now: new Date() }), nudge };
}

interface Receiver {
  readonly id: string;
  readonly accountId: string;
  readonly webhookMode: string | null;
  readonly marketplace: string;
  /** Networks (CIDR) that may call; empty: any. */
  readonly networks: readonly string[];
  readonly sealedSecret: string | null;
}

function toMode(stored: string | null): WebhookMode | null {
  return stored === "signed" || stored === "push" ? stored : null;
}

/**
 * Whether a push comes from where it may. The address is what our own server wrote down (scripts/web.mjs): the socket's
 * other end, or what a proxy near us saw. Behind a proxy that does not say, every call comes from the proxy: a list of
 * networks is then right only with a proxy that is ours and tells.
 */
function isFromElsewhere(mode: WebhookMode, seller: Receiver): boolean {
  if (mode !== "push" || seller.networks.length === 0) return false;
  return !isInNetworks(requestContext()?.ip ?? null, seller.networks);
}

/** What is remembered of a refused call, in our own words: nothing of its body. */
function toRefusal(verdict: WebhookVerdict) {
  const fromIp = requestContext()?.ip ?? null;
  switch (verdict.outcome) {
    case "accepted":
      return null;
    case "malformed":
      return { code: "unknown_webhook_shape", detail: verdict.problem.slice(0, 200), fromIp };
    case "invalid_signature":
      return { code: "invalid_signature", detail: "", fromIp };
    case "foreign_account":
      return { code: "not_allowed", detail: "seller_id is another seller's", fromIp };
    case "foreign_network":
      return { code: "network_refused", detail: "", fromIp };
    default:
      return verdict satisfies never;
  }
}

async function judge(input: {
  port: WebhookPort;
  mode: WebhookMode;
  seller: Receiver;
  rawBody: Uint8Array;
  header: (name: string) => string | null;
}): Promise<WebhookVerdict> {
  if (isFromElsewhere(input.mode, input.seller)) return { outcome: "foreign_network" };
  // Decrypted here because here a signature is checked.
  const { sealedSecret } = input.seller;
  const secret = input.mode === "signed" && sealedSecret !== null ? openSecret(sealedSecret) : null;
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
  const postingNumber = ring.kind === "posting_changed" ? ring.postingNumber : null;
  const isToDo = isChat || postingNumber !== null;
  // What is taken in whole is looked at anew; a nudge that is lost is made up for by its next turn.
  if (ring.kind === "section_changed") await nudgeSections(sellerId, ring.sections);
  if (ring.kind === "unknown_type")
    log().info({ seller_id: sellerId, type: ring.type.slice(0, 80) }, "webhook of an unknown type");
  const rows = await db().$queryRaw<Array<{ status: string }>>`
    INSERT INTO webhook_deliveries (seller_id, dedupe_key, kind, chat_external_id, message_external_id, posting_number,
                                    status, request_id)
    VALUES (${sellerId}::uuid, ${ring.dedupeKey.slice(0, 500)}, ${ring.kind},
            ${isChat ? ring.chatExternalId : null}, ${isChat ? ring.messageExternalId : null}, ${postingNumber},
            ${isToDo ? "pending" : "done"}, ${requestContext()?.requestId ?? null})
    ON CONFLICT (seller_id, dedupe_key) DO UPDATE SET repeats = webhook_deliveries.repeats + 1
    RETURNING status`;
  log().info({ seller_id: sellerId, kind: ring.kind }, "webhook received");
  if (rows[0]?.status !== "pending") return null;
  if (isChat)
    return () => enqueue("answer-ring", { seller_id: sellerId, chat_external_id: ring.chatExternalId });
  if (postingNumber === null) return null;
  return () => enqueue("answer-posting-ring", { seller_id: sellerId, posting_number: postingNumber });
}
