import { z } from "zod";

/*
 * What Ozon sends, read leniently: unknown fields pass, numbers and texts stand for each other, null and missing
 * are the same. One flat schema per item with plain transforms: a history page has 1,000 of them.
 */

const MAX_ID_LENGTH = 200;

/** An external id as text: a JSON number of any size (already text when unsafe) or a text without control characters. */
export function toExternalId(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== "string") return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
  return value === "" || value.length > MAX_ID_LENGTH || /[\x00-\x1f\x7f]/.test(value) ? null : value;
}

/** Text that Postgres and JSON can hold: no NUL, no half of a surrogate pair. */
export function toCleanText(value: string): string {
  const withoutNul = value.includes("\0") ? value.replaceAll("\0", "") : value;
  return LONE_SURROGATE.test(withoutNul) ? withoutNul.replace(LONE_SURROGATES, "\uFFFD") : withoutNul;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** An instant; text without a zone is UTC (a bare `Date` would read it as local time). */
export function toInstant(value: unknown): Date | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value);
  const instant = new Date(hasZone || value.length === 10 ? value : `${value}Z`);
  if (Number.isNaN(instant.getTime())) return null;
  return new Date(Math.min(Math.max(instant.getTime(), FIRST_DAY_MS), LAST_DAY_MS));
}

/** 0001-01-01: Postgres knows no year 0, and a message dated so must not be lost for it. */
const FIRST_DAY_MS = -62_135_596_800_000;
/** 9999-12-31: "for ever", in a zone west of ours, is the year 10000, which is written as nobody reads it. */
const LAST_DAY_MS = 253_402_214_400_000;

/** Any value or none: without `optional` a missing field would refuse the item. */
export const whatever = z.unknown().optional();

export const externalId = whatever.transform((value, ctx) => {
  const id = toExternalId(value);
  if (id !== null) return id;
  ctx.addIssue({ code: "custom", message: "not an id" });
  return z.NEVER;
});
/** Null where nothing stands: missing, empty or Ozon's 0 for "none". */
function toMaybeId(value: unknown): string | null {
  const id = toExternalId(value);
  return id === "0" ? null : id;
}

export const maybeId = whatever.transform(toMaybeId);
const instant = whatever.transform((value, ctx) => {
  const at = toInstant(value);
  if (at !== null) return at;
  ctx.addIssue({ code: "custom", message: "not a time" });
  return z.NEVER;
});
export const maybeInstant = whatever.transform(toInstant);
export const text = z.string().transform(toCleanText);
export const maybeText = whatever.transform((value) => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? toCleanText(value) : null;
});
/** What integer columns hold, with room for sums. */
const MOST_COUNTED = 999_999_999;
export const maybeCount = whatever.transform((value) => {
  const count = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MOST_COUNTED
    ? count
    : null;
});
/** `true`, or the text "true" that Ozon's examples print. */
export const maybeFlag = whatever.transform((value) => {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return null;
  const word = value.toLowerCase();
  return word === "true" ? true : word === "false" ? false : null;
});
export const word = whatever.transform((value) => (typeof value === "string" ? toCleanText(value) : ""));
export const items = z.array(z.unknown());

/** `{result: {...}}` of v1, or the same without the envelope. */
export function inResult<T extends z.ZodType>(inner: T) {
  return z.preprocess((body) => {
    if (typeof body !== "object" || body === null || !("result" in body)) return body;
    return typeof body.result === "object" && body.result !== null ? body.result : body;
  }, inner);
}

export const chatListV1 = inResult(z.object({ chats: items, total: maybeCount, has_next: maybeFlag }));
export const historyV1 = inResult(z.object({ messages: items, has_next: maybeFlag }));
export const updatesV1 = inResult(z.object({ updates: items, has_next: maybeFlag }));
export const chatListV3 = z.object({ chats: items, cursor: word, has_next: maybeFlag });
/** An empty list may be left out, but then the page must at least say that it is the last. */
export const historyV3 = z
  .object({ messages: items.nullish().transform((list) => list ?? null), has_next: maybeFlag })
  .refine((page) => page.messages !== null || page.has_next !== null)
  .transform((page) => ({ messages: page.messages ?? [], has_next: page.has_next }));
export const sent = z.object({ result: z.union([z.string(), z.record(z.string(), z.unknown())]) });
export const roles = z.object({
  expires_at: maybeInstant,
  roles: z.array(z.unknown()).nullish().catch(null),
});
/** One right of a key; a shape we do not know is left out. */
export const role = z.object({ name: maybeText, methods: z.array(z.string()).nullish().catch(null) });
export const sellerInfo = z.object({ company: z.object({ name: maybeText }) });
export const anything = z.unknown();

export const sentMessage = z.object({ message_id: maybeId, created_at: maybeInstant });

export const chatV1 = z.object({
  chat_id: externalId,
  chat_type: word,
  created_at: maybeInstant,
  last_message_time: maybeInstant,
  unread_count: maybeCount,
  order_number: maybeText,
  posting_number: maybeText,
  user_name: maybeText,
  status: word,
  chat_status: word,
});

const chatHeadV3 = z.object({
  chat_id: externalId,
  chat_status: word,
  chat_type: z.string(),
  created_at: maybeInstant,
});
/** What tells that a chat moved must be there, be it 0: an answer that lost it would hide the chat. */
export const chatV3 = z.object({
  chat: chatHeadV3,
  last_message_id: z.unknown().transform(toMaybeId),
  unread_count: maybeCount,
});
export const bareChatV3 = chatV3.extend({
  chat: chatHeadV3.extend({ chat_type: word }),
  last_message_id: maybeId,
});

const user = z.object({ id: maybeId, type: text, name: maybeText });
/** The last resort for a message that keeps coming without a proper author: better stored than lost. */
const anyUser = user.catch({ id: null, type: "", name: null });

export const attachmentV1 = z.object({
  type: word,
  url: z.string(),
  file_name: maybeText,
  size_bytes: maybeCount,
});
const attachments = z.array(z.unknown()).nullish();

export const messageV1 = z.object({
  message_id: externalId,
  text: text,
  created_at: instant,
  user,
  is_read: maybeFlag,
  attachments,
});
export const bareMessageV1 = messageV1.extend({ text: text.catch(""), user: anyUser });

export const updateV1 = z.object({
  chat_id: externalId,
  message_id: externalId,
  text: text,
  created_at: instant,
  user,
});

export const messageV3 = z.object({
  message_id: externalId,
  user,
  created_at: instant,
  is_read: maybeFlag,
  data: z.array(text),
  is_image: maybeFlag,
  context: z.object({ order_number: maybeText, sku: maybeText }).nullish().catch(null),
});
export const bareMessageV3 = messageV3.extend({ data: z.array(text).catch([]), user: anyUser });

export type ChatV1 = z.output<typeof chatV1>;
export type ChatV3 = z.output<typeof chatV3>;
export type MessageV1 = z.output<typeof messageV1>;
export type UpdateV1 = z.output<typeof updateV1>;
export type MessageV3 = z.output<typeof messageV3>;

export const place = { region: maybeText, city: maybeText };
/** `customer` and `addressee`; one that cannot be read hides nothing else of its posting. */
export const person = z
  .object({ name: maybeText, customer_id: maybeId, address: z.object(place).nullish().catch(null) })
  .nullish()
  .catch(null);
