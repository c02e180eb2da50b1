import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";

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
  assignee_id: z.string().nullable(),
  tags: z.array(z.string()),
  snoozed_until: instant.nullable(),
});
export type Chat = z.infer<typeof chat>;

const tag = z.string().trim().min(1).max(40);
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const chatFilters = z.object({
  seller_id: z.string().max(100).optional(),
  kind: chatKind.default("buyer"),
  status: z.enum(["open", "closed", "all"]).default("open"),
  unread: flag.optional(),
  waiting: flag.optional(),
  assignee: z.string().max(100).optional(),
  tag: tag.optional(),
  q: z.string().trim().min(1).max(200).optional(),
});

export const listChats = declareEndpoint({
  method: "GET",
  path: "/api/chats",
  access: "chats.read",
  summary: "Chats, newest message first",
  query: chatFilters.extend(pageQuery.shape),
  answer: listOf(chat),
});

/** Counts for the views' column; a count stops at 1000 so that it costs the same on any size of database. */
export const chatCounts = z.object({
  waiting: z.number().int(),
  unread: z.number().int(),
  open: z.number().int(),
  marketplace_unread: z.number().int(),
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
