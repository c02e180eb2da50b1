import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, pageQuery } from "./declare";

/** What was done to a chat, in data: the desk words it in the reader's language. */
export const chatAct = z.discriminatedUnion("name", [
  z.object({ name: z.literal("assigned"), assignee_id: z.string(), assignee_name: z.string() }),
  z.object({ name: z.literal("unassigned") }),
  z.object({ name: z.literal("closed") }),
  z.object({ name: z.literal("reopened") }),
  z.object({ name: z.literal("snoozed"), until: instant }),
  z.object({ name: z.literal("woken") }),
  z.object({ name: z.literal("tagged"), added: z.array(z.string()), removed: z.array(z.string()) }),
  /** A rule, the auto-reply or the assignment of a seller wrote a reply. */
  z.object({ name: z.literal("auto_replied") }),
  z.object({ name: z.literal("notified"), names: z.array(z.string()) }),
]);
export type ChatAct = z.infer<typeof chatAct>;

/** Stands between the messages of a chat, for colleagues only. */
export const note = z.object({
  id: z.string(),
  chat_id: z.string(),
  kind: z.enum(["note", "hand_over", "activity"]),
  author: z.object({
    /** rule: by itself, `name` says which rule; system: the desk itself. */
    type: z.enum(["user", "rule", "system"]),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  text: z.string(),
  /** Ids of the people named with @. */
  mentions: z.array(z.string()),
  /** Only of an activity. */
  act: chatAct.nullable(),
  created_at: instant,
});
export type Note = z.infer<typeof note>;

export const listNotes = declareEndpoint({
  method: "GET",
  path: "/api/chats/{id}/notes",
  access: "chats.read",
  summary:
    "Private notes and what was done to the chat: newest page first, items in time order; the cursor goes back",
  params: idParams,
  query: pageQuery,
  answer: listOf(note),
});

export const addNote = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/notes",
  access: "chats.write",
  summary: "Leaves a private note; people named in `mentions` get a notice",
  params: idParams,
  body: z.strictObject({
    text: z.string().trim().min(1).max(20_000),
    mentions: z.array(z.string().max(100)).max(50).optional(),
  }),
  answer: z.object({ note }),
  status: 201,
  isIdempotent: true,
});

export const handOver = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/hand-over",
  access: "chats.write",
  summary: "Assigns the chat to a colleague with a word about it; they get a notice",
  params: idParams,
  body: z.strictObject({
    assignee_id: z.string().max(100),
    text: z.string().trim().max(20_000).default(""),
  }),
  answer: z.object({ note }),
  status: 201,
  isIdempotent: true,
});
