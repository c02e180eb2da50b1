import { createHmac, timingSafeEqual } from "node:crypto";
import { tryParseJson } from "../json";
import type { WebhookAnswer, WebhookVerdict } from "../ports";
import { toExternalId } from "./schemas";
import { dedupeByBody, readUtf8, toTypeName } from "./webhook-body";

/*
 * The documents' webhooks: `X-Ozon-Signature: sha256=<hex HMAC-SHA256(secret, raw body)>`.
 */

const CHAT_EVENTS = new Set(["chat_new_message", "chat_status_changed", "chat_created"]);

/** The signature comes first: nothing of an unsigned body is looked at, whatever its shape. */
export function readSigned(input: {
  rawBody: Uint8Array;
  signature: string | null;
  secret: string | null;
}): WebhookVerdict {
  if (!isSigned(input)) return { outcome: "invalid_signature" };
  const text = readUtf8(input.rawBody);
  const body = text === null ? undefined : tryParseJson(text);
  if (typeof body !== "object" || body === null)
    return { outcome: "malformed", problem: "not a JSON object" };
  const type = "event_type" in body ? toTypeName(body.event_type) : null;
  if (type === null) return { outcome: "malformed", problem: "missing event_type" };
  if (!CHAT_EVENTS.has(type)) {
    return {
      outcome: "accepted",
      ring: { kind: "unknown_type", type, dedupeKey: dedupeByBody(input.rawBody) },
    };
  }
  const chatExternalId = "chat_id" in body ? toExternalId(body.chat_id) : null;
  if (chatExternalId === null) return { outcome: "malformed", problem: "missing chat_id" };
  const messageExternalId = "message_id" in body ? toExternalId(body.message_id) : null;
  const dedupeKey =
    type === "chat_new_message" && messageExternalId !== null
      ? `message:${chatExternalId}:${messageExternalId}`
      : dedupeByBody(input.rawBody);
  return {
    outcome: "accepted",
    ring: { kind: "chat_changed", chatExternalId, messageExternalId, dedupeKey },
  };
}

export function answerSigned(verdict: WebhookVerdict): WebhookAnswer {
  switch (verdict.outcome) {
    case "accepted":
      return { status: 200, body: { status: "ok" } };
    case "invalid_signature":
      return refusal(403, "invalid_signature", "The signature is missing or does not fit the body");
    case "foreign_network":
      return refusal(403, "network_refused", "Calls from this network are not taken here");
    case "foreign_account":
      return refusal(403, "not_allowed", "The call is meant for another seller");
    case "malformed":
      return refusal(400, "unknown_webhook_shape", verdict.problem);
    default:
      return verdict satisfies never;
  }
}

function refusal(status: number, code: string, message: string): WebhookAnswer {
  return { status, body: { error: { code, message } } };
}

/** Compares the whole header in constant time; its length is no secret. Hex is lower case, as documented. */
function isSigned(input: { rawBody: Uint8Array; signature: string | null; secret: string | null }): boolean {
  if (input.signature === null || input.secret === null || input.secret === "") return false;
  const expected = Buffer.from(
    `sha256=${createHmac("sha256", input.secret).update(input.rawBody).digest("hex")}`,
  );
  const given = Buffer.from(input.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
