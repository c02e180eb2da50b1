import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";

/** cancelled: taken back before it left; only an event tells it, lists leave it out. */
export const messageStatus = z.enum([
  "received",
  "queued",
  "sending",
  "sent",
  "failed",
  "unconfirmed",
  "cancelled",
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const attachment = z.object({
  id: z.string(),
  type: z.enum(["image", "document", "video", "other"]),
  /** Path at our own server, which fetches the file with the seller's key. */
  url: z.string().nullable(),
  file_name: z.string().nullable(),
  size_bytes: z.number().int().nullable(),
});

export const message = z.object({
  id: z.string(),
  chat_id: z.string(),
  external_id: z.string().nullable(),
  direction: z.enum(["inbound", "outbound"]),
  author: z.object({
    /** operator: written here; seller: written in the marketplace's own cabinet. */
    type: z.enum(["buyer", "operator", "seller", "support", "system"]),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  text: z.string(),
  attachments: z.array(attachment),
  status: messageStatus,
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  created_at: instant,
  read_at: instant.nullable(),
  broadcast_id: z.string().nullable(),
  /** Of a buyer's message: the broadcast that it answers. */
  answers_broadcast_id: z.string().nullable(),
  /** What the browser called it before it had an id; null for everything not written in a browser. */
  client_id: z.string().nullable(),
  /** While it is held back so that it can be taken back: until when. */
  held_until: instant.nullable(),
  /** Written by a rule, the auto-reply or a broadcast, not by a person. */
  is_automatic: z.boolean(),
});
export type Message = z.infer<typeof message>;

export const listMessages = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/messages",
  access: "chats.read",
  summary:
    "Messages of a chat: newest page first, items in time order; the cursor goes back. `around`: the page with that message; `newer_cursor` then goes forward",
  params: idParams,
  query: pageQuery.extend({ around: z.string().max(100).optional() }),
  /** `newer_cursor`: null when the page reaches the newest message. */
  answer: listOf(message).extend({ newer_cursor: z.string().nullable() }),
});

export const sendMessage = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/messages",
  access: "chats.write",
  summary: "Puts a reply in line; a worker delivers it",
  params: idParams,
  body: z.strictObject({
    text: z.string().trim().min(1).max(100_000),
    client_id: z.string().min(1).max(64).optional(),
    /** How long it waits before it leaves, so that it can be taken back. */
    delay_seconds: z.number().int().min(0).max(30).optional(),
  }),
  answer: z.object({ message }),
  status: 202,
  isIdempotent: true,
});

export const retryMessage = declareEndpoint({
  method: "POST",
  path: "/api/messages/{id}/retry",
  access: "chats.write",
  summary: "Tries a failed or unconfirmed message again",
  params: idParams,
  answer: z.object({ message }),
  status: 202,
});

export const cancelMessage = declareEndpoint({
  method: "POST",
  path: "/api/messages/{id}/cancel",
  access: "chats.write",
  summary: "Takes a queued message back before it leaves; 409 `not_cancellable` when it is too late",
  params: idParams,
  answer: z.object({ message }),
});
