import { tryParseJson } from "../json";
import type { RungSection, WebhookAnswer, WebhookRing, WebhookVerdict } from "../ports";
import { toExternalId } from "./schemas";
import { dedupeByBody, readUtf8, toTypeName } from "./webhook-body";

/*
 * Production's push notifications. They carry no signature: the address is the secret, and `seller_id` must be
 * the account's own.
 */

const CHAT_TYPES = new Set([
  "TYPE_NEW_MESSAGE",
  "TYPE_UPDATE_MESSAGE",
  "TYPE_MESSAGE_READ",
  "TYPE_CHAT_CLOSED",
]);

/** Of own warehouses and of Ozon's. */
const POSTING_TYPES = new Set([
  "TYPE_NEW_POSTING",
  "TYPE_POSTING_CANCELLED",
  "TYPE_POSTING_SHIPPED",
  "TYPE_STATE_CHANGED",
  "TYPE_CUTOFF_DATE_CHANGED",
  "TYPE_DELIVERY_DATE_CHANGED",
  "TYPE_FBO_POSTING_NEW",
  "TYPE_FBO_POSTING_CANCELLED",
  "TYPE_FBO_POSTING_STATE_CHANGED",
  "TYPE_FBO_POSTING_DELIVERY_DATE_CHANGED",
]);

/** What else is taken in, and has changed by what a call tells. */
const SECTIONS: ReadonlyMap<string, readonly RungSection[]> = new Map([
  ["TYPE_STOCKS_CHANGED", ["stocks", "own_stocks"]],
  ["TYPE_FBO_STOCKS_CHANGED", ["stocks", "warehouse_stocks"]],
  ["TYPE_CREATE_OR_UPDATE_ITEM", ["products"]],
  ["TYPE_CREATE_ITEM", ["products"]],
  ["TYPE_UPDATE_ITEM", ["products"]],
]);

const OTHER_TYPES = new Set([
  "TYPE_PRICE_INDEX_CHANGED",
  "TYPE_DESCRIPTION_CATEGORY_TREE_CHANGED",
  "TYPE_ORDER_NEW",
  "TYPE_ORDER_CANCELLED",
  "TYPE_ORDER_STATE_CHANGED",
]);

/** The documents' name for an event that production calls otherwise. */
const SYNONYMS: Readonly<Record<string, string>> = { TYPE_POSTING_STATUS_CHANGED: "TYPE_STATE_CHANGED" };

const MISSING = "missing ";

type Body = Readonly<Record<string, unknown>>;

export function readPush(input: { rawBody: Uint8Array; accountId: string }): WebhookVerdict {
  const text = readUtf8(input.rawBody);
  const body = text === null ? undefined : tryParseJson(text);
  if (!isBody(body)) return { outcome: "malformed", problem: "not a JSON object" };
  const given = toTypeName(body.message_type);
  if (given === null) return missing("message_type");
  const type = (Object.hasOwn(SYNONYMS, given) ? SYNONYMS[given] : undefined) ?? given;
  if (type === "TYPE_PING") return { outcome: "accepted", ring: { kind: "ping" } };
  // Printed as a number in some bodies and as text in others; some types have none.
  const sellerId = toExternalId(body.seller_id);
  if (sellerId !== null && sellerId !== input.accountId) return { outcome: "foreign_account" };
  if (CHAT_TYPES.has(type)) return readChatPush(type, body, input.rawBody);
  const postingNumber = POSTING_TYPES.has(type) ? toExternalId(body.posting_number) : null;
  const dedupeKey = dedupeByBody(input.rawBody);
  if (postingNumber !== null)
    return { outcome: "accepted", ring: { kind: "posting_changed", postingNumber, dedupeKey } };
  const sections = SECTIONS.get(type);
  if (sections !== undefined)
    return { outcome: "accepted", ring: { kind: "section_changed", sections, dedupeKey } };
  // A call about a posting that does not say which is still answered well: a refusal counts towards switching us off.
  const isKnown = OTHER_TYPES.has(type) || POSTING_TYPES.has(type);
  const kind = isKnown ? "known_elsewhere" : "unknown_type";
  return { outcome: "accepted", ring: { kind, type, dedupeKey } };
}

function readChatPush(type: string, body: Body, rawBody: Uint8Array): WebhookVerdict {
  const chatExternalId = toExternalId(body.chat_id);
  if (chatExternalId === null) return missing("chat_id");
  const messageExternalId = toExternalId(body.message_id);
  const isAboutText = type === "TYPE_NEW_MESSAGE" || type === "TYPE_UPDATE_MESSAGE";
  if (isAboutText && messageExternalId === null) return missing("message_id");
  const dedupeKey = chatDedupeKey(type, body, { chatExternalId, messageExternalId }) ?? dedupeByBody(rawBody);
  const ring: WebhookRing = { kind: "chat_changed", chatExternalId, messageExternalId, dedupeKey };
  return { outcome: "accepted", ring };
}

/** What makes two calls the same event; null where only the bytes tell. */
function chatDedupeKey(
  type: string,
  body: Body,
  ids: { chatExternalId: string; messageExternalId: string | null },
): string | null {
  if (type === "TYPE_NEW_MESSAGE") return `message:${ids.chatExternalId}:${ids.messageExternalId}`;
  if (type === "TYPE_UPDATE_MESSAGE") {
    const updatedAt = toTypeName(body.updated_at);
    return updatedAt === null ? null : `message:${ids.chatExternalId}:${ids.messageExternalId}:${updatedAt}`;
  }
  const lastRead = type === "TYPE_MESSAGE_READ" ? toExternalId(body.last_read_message_id) : null;
  return lastRead === null ? null : `read:${ids.chatExternalId}:${lastRead}`;
}

/** Ozon's own forms; it counts anything but 200 towards switching the address off. */
export function answerPush(verdict: WebhookVerdict, now: Date): WebhookAnswer {
  switch (verdict.outcome) {
    case "accepted":
      return verdict.ring.kind === "ping"
        ? { status: 200, body: { version: "1.0", name: "prilavok", time: now.toISOString() } }
        : { status: 200, body: { result: true } };
    case "foreign_network":
      return refusal(403, "ERROR_UNKNOWN", "network_refused: calls from this network are not taken here");
    case "foreign_account":
      return refusal(403, "ERROR_UNKNOWN", "seller_id is not the seller of this address");
    case "invalid_signature":
      return refusal(403, "ERROR_UNKNOWN", "The call is not signed as agreed");
    case "malformed": {
      const code = verdict.problem.startsWith(MISSING) ? "ERROR_PARAMETER_VALUE_MISSED" : "ERROR_UNKNOWN";
      return refusal(400, code, verdict.problem);
    }
    default:
      return verdict satisfies never;
  }
}

function refusal(status: number, code: string, message: string): WebhookAnswer {
  return { status, body: { error: { code, message, details: null } } };
}

function missing(field: string): WebhookVerdict {
  return { outcome: "malformed", problem: MISSING + field };
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
