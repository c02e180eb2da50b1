import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";

export const messageStatus = z.enum(["received", "queued", "sending", "sent", "failed", "unconfirmed"]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const attachment = z.object({
  id: z.string(),
  type: z.enum(["image", "document", "video", "other"]),
  /** Path at our own server; null while files cannot be served yet. */
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
  /** What the browser called it before it had an id; null for everything not written in a browser. */
  client_id: z.string().nullable(),
});
export type Message = z.infer<typeof message>;

export const listMessages = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/messages",
  access: "chats.read",
  summary: "Messages of a chat: newest page first, items in time order; the cursor goes back",
  params: idParams,
  query: pageQuery,
  answer: listOf(message),
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
