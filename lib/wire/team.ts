import { z } from "zod";
import { declareEndpoint, instant } from "./declare";
import { role } from "./users";

/** A colleague as everybody at the desk sees them. */
export const colleague = z.object({
  id: z.string(),
  name: z.string(),
  role,
  /** available: new chats may be given to them; away: they said so; offline: no desk of theirs is open. */
  presence: z.enum(["available", "away", "offline"]),
  /** How many open chats stand with them now. */
  open_chats: z.number().int(),
  /** How many may be given to them by themselves; null: any number. */
  capacity: z.number().int().nullable(),
  /** Sellers whose chats they can see; null: all. */
  seller_ids: z.array(z.string()).nullable(),
});
export type Colleague = z.infer<typeof colleague>;

export const listColleagues = declareEndpoint({
  method: "GET",
  path: "/api/team",
  access: "signed-in",
  summary: "Everybody at the desk: for assigning, naming and handing over",
  answer: z.object({ items: z.array(colleague) }),
});

export const setAvailability = declareEndpoint({
  method: "PUT",
  path: "/api/me/availability",
  access: "signed-in",
  summary: "Says whether new chats may be given to me",
  body: z.strictObject({ availability: z.enum(["available", "away"]) }),
  answer: z.object({ colleague }),
});

export const changeCapacity = declareEndpoint({
  method: "PATCH",
  path: "/api/team/{id}",
  access: "desk.manage",
  summary: "How many open chats may be given to a person by themselves; null: any number",
  params: z.object({ id: z.string().min(1).max(100) }),
  body: z.strictObject({ capacity: z.number().int().min(1).max(10_000).nullable() }),
  answer: z.object({ colleague }),
});

/** Who is at a chat now, the asker included; the desk leaves them out. */
export const chatPresence = z.object({
  chat_id: z.string(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.enum(["looking", "typing"]),
      until: instant,
    }),
  ),
});
export type ChatPresence = z.infer<typeof chatPresence>;

/** How long a sign of presence lasts, in seconds; the desk renews it at half of that. */
export const PRESENCE_LASTS_SECONDS = 30;

export const showPresence = declareEndpoint({
  method: "PUT",
  path: "/api/chats/{id}/presence",
  access: "chats.read",
  summary:
    "Says that I look at this chat or type in it (lasts 30 s), or that I left; answers who else is there",
  params: z.object({ id: z.string().min(1).max(100) }),
  body: z.strictObject({ state: z.enum(["looking", "typing", "gone"]) }),
  answer: z.object({ presence: chatPresence }),
});
