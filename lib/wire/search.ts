import { z } from "zod";
import { chat } from "./chats";
import { declareEndpoint, instant, listOf, pageQuery } from "./declare";

/** A piece of text, and whether it is what was looked for. */
export const snippetPart = z.object({ text: z.string(), is_hit: z.boolean() });

export const searchHit = z.object({
  chat,
  /** The message that was hit; null when the chat itself was: by its order, posting or buyer. */
  message_id: z.string().nullable(),
  at: instant,
  author_name: z.string().nullable(),
  direction: z.enum(["inbound", "outbound"]).nullable(),
  snippet: z.array(snippetPart),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchFilters = z.object({
  q: z.string().trim().min(1).max(200),
  seller_id: z.string().max(100).optional(),
  /** Who wrote (an operator's id). */
  operator_id: z.string().max(100).optional(),
  /** Days in the reader's sense come as instants: from, inclusive, and to, exclusive. */
  from: instant.optional(),
  to: instant.optional(),
  has_files: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
});

export const searchMessages = declareEndpoint({
  method: "GET",
  path: "/api/search",
  access: "chats.read",
  limit: { requests: 120, seconds: 60 },
  summary: "Messages by their words (Russian word forms), chats by order, posting or buyer; newest first",
  query: searchFilters.extend(pageQuery.shape),
  answer: listOf(searchHit),
});

export const searchInChat = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/search",
  access: "chats.read",
  summary: "Ids of the messages of one chat that hold these words, newest first, at most 200",
  params: z.object({ id: z.string().min(1).max(100) }),
  query: z.object({ q: z.string().trim().min(1).max(200) }),
  answer: z.object({ items: z.array(z.object({ message_id: z.string(), at: instant })) }),
});
