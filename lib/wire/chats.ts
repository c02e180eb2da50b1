import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { optOut } from "./opt-outs";

export const chatKind = z.enum(["buyer", "marketplace"]);
export const chatStatus = z.enum(["open", "closed"]);

export const chat = z.object({
  id: z.string(),
  seller_id: z.string(),
  marketplace: z.string(),
  kind: chatKind,
  external_id: z.string(),
  /** Null: the marketplace does not tell; the desk then says "Покупатель". */
  buyer_name: z.string().nullable(),
  status: chatStatus,
  created_at: instant,
  last_message_at: instant.nullable(),
  last_message_preview: z.string().nullable(),
  /** Who spoke last, so that the preview can say "Вы:". */
  last_message_direction: z.enum(["inbound", "outbound"]).nullable(),
  unread_count: z.number().int(),
  order_number: z.string().nullable(),
  posting_number: z.string().nullable(),
  /** The marketplace's deadline for writing; null where there is none or it is not known. */
  writable_until: instant.nullable(),
  /** Since when the buyer waits for an answer; null when answered. */
  waiting_since: instant.nullable(),
  /** When our own target for the reply ends, business hours counted; null: no target, or nobody waits. */
  due_at: instant.nullable(),
  /** What burns first: the earlier of `due_at` and `writable_until` while the buyer waits. */
  deadline_at: instant.nullable(),
  assignee_id: z.string().nullable(),
  tags: z.array(z.string()),
  /** `SNOOZED_UNTIL_BUYER` means: until the buyer writes. A buyer's message ends any snooze. */
  snoozed_until: instant.nullable(),
});
/** No time of its own: the chat sleeps until the buyer writes. */
export const SNOOZED_UNTIL_BUYER = "9999-12-31T00:00:00.000Z";
export type Chat = z.infer<typeof chat>;

const tag = z.string().trim().min(1).max(40);
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const chatFilters = z.object({
  seller_id: z.string().max(100).optional(),
  kind: chatKind.default("buyer"),
  status: z.enum(["open", "closed", "all"]).default("open"),
  unread: flag.optional(),
  waiting: flag.optional(),
  /** true: our target has passed and the buyer still waits. */
  overdue: flag.optional(),
  /** true: only chats that are put off; false: without them. */
  snoozed: flag.optional(),
  /** `me`, `none` or a person's id. */
  assignee: z.string().max(100).optional(),
  tag: tag.optional(),
  q: z.string().trim().min(1).max(200).optional(),
});

/** newest: last message first; waiting: who has waited longest first; deadline: what burns first. The rest stands behind, newest first. */
export const chatSort = z.enum(["newest", "waiting", "deadline"]);
export type ChatSort = z.infer<typeof chatSort>;

export const listChats = declareEndpoint({
  method: "GET",
  path: "/api/chats",
  access: "chats.read",
  summary: "Chats, newest message first or as `sort` says",
  query: chatFilters.extend({ sort: chatSort.default("newest") }).extend(pageQuery.shape),
  answer: listOf(chat),
});

/** Counts for the views' column; a count stops at 1000 so that it costs the same on any size of database. */
export const chatCounts = z.object({
  waiting: z.number().int(),
  unread: z.number().int(),
  open: z.number().int(),
  mine: z.number().int(),
  unassigned: z.number().int(),
  overdue: z.number().int(),
  snoozed: z.number().int(),
  marketplace_unread: z.number().int(),
  /** Open chats with each tag, by its name; counted up to 100 each. */
  by_tag: z.record(z.string(), z.number().int()),
  /** Chats in each saved view of the reader, by its id; counted up to 100 each. */
  by_view: z.record(z.string(), z.number().int()),
  /** Chats that wait for an answer, by seller id; counted up to 100 each. */
  waiting_by_seller: z.record(z.string(), z.number().int()),
});

export const countChats = declareEndpoint({
  method: "GET",
  path: "/api/chat-counts",
  access: "chats.read",
  summary: "How many chats stand in each view (at most 1000 counted each)",
  answer: z.object({ counts: chatCounts }),
});

export const getChat = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}",
  access: "chats.read",
  summary: "One chat",
  params: idParams,
  answer: z.object({ chat }),
});

export const changeChat = declareEndpoint({
  method: "PATCH",
  path: "/api/chats/{id}",
  access: "chats.write",
  summary: "Assigns, closes, tags or snoozes a chat on our side",
  params: idParams,
  body: z.strictObject({
    assignee_id: z.string().max(100).nullable().optional(),
    status: chatStatus.optional(),
    tags: z.array(tag).max(20).optional(),
    snoozed_until: instant.nullable().optional(),
  }),
  answer: z.object({ chat }),
});

export const markChatRead = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/read",
  access: "chats.write",
  summary: "Marks everything in the chat as read",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

/** One change to many chats. `add_tags` and `remove_tags` leave other tags alone. */
export const changeChats = declareEndpoint({
  method: "POST",
  path: "/api/chats/bulk",
  access: "chats.write",
  summary:
    "Assigns, closes, tags, snoozes or marks read up to 200 chats at once; those not the caller's are left out",
  body: z.strictObject({
    chat_ids: z.array(z.string().max(100)).min(1).max(200),
    assignee_id: z.string().max(100).nullable().optional(),
    status: chatStatus.optional(),
    add_tags: z.array(tag).max(20).optional(),
    remove_tags: z.array(tag).max(20).optional(),
    snoozed_until: instant.nullable().optional(),
    is_read: z.literal(true).optional(),
  }),
  answer: z.object({
    changed: z.number().int(),
    /** Chats that stayed as they were, and why. */
    skipped: z.array(z.object({ chat_id: z.string(), code: z.string() })),
  }),
});

export const draft = z.object({ text: z.string(), updated_at: instant.nullable() });
export type Draft = z.infer<typeof draft>;

export const getDraft = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/draft",
  access: "chats.read",
  summary: "What I began to write in this chat; an empty text when nothing",
  params: idParams,
  answer: z.object({ draft }),
});

export const keepDraft = declareEndpoint({
  method: "PUT",
  path: "/api/chats/{id}/draft",
  access: "chats.write",
  summary: "Keeps what I began to write; an empty text forgets it",
  params: idParams,
  body: z.strictObject({ text: z.string().max(20_000) }),
  answer: z.object({ draft }),
});

export const postingState = z.enum([
  "awaiting",
  "packing",
  "shipped",
  "delivering",
  "delivered",
  "cancelled",
  "disputed",
  "unknown",
]);

/** A shipment of the chat's order, as the marketplace last showed it. */
export const posting = z.object({
  posting_number: z.string(),
  order_number: z.string(),
  /** The marketplace's own word. */
  status: z.string(),
  state: postingState,
  products: z.array(
    z.object({
      name: z.string(),
      sku: z.string().nullable(),
      offer_id: z.string().nullable(),
      quantity: z.number().int(),
      price: z.string().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  tracking_number: z.string().nullable(),
  ordered_at: instant.nullable(),
  ship_by: instant.nullable(),
  deliver_from: instant.nullable(),
  deliver_by: instant.nullable(),
  delivered_at: instant.nullable(),
  checked_at: instant,
});
export type Posting = z.infer<typeof posting>;

export const getChatContext = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/context",
  access: "chats.read",
  summary: "What stands beside a chat: its order's shipments, earlier chats of the same buyer or order",
  params: idParams,
  answer: z.object({
    postings: z.array(posting),
    /** Other chats of the same order or, where the marketplace names buyers, of the same name at the same seller. */
    other_chats: z.array(chat),
    /** The buyer asked for no broadcasts, here or in another chat of theirs; null: they did not. */
    opt_out: optOut.nullable(),
  }),
});
