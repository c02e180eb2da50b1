import { z } from "zod";
import { declareEndpoint } from "./declare";

/** The event stream; its events stand in `events.ts`. */
export const streamEvents = declareEndpoint({
  method: "GET",
  path: "/api/events",
  access: "signed-in",
  summary:
    "Server-sent events: what happens in the chats and sellers you may see; resumes from Last-Event-ID",
  query: z.object({
    last_event_id: z.string().optional(),
    /** Refused when somebody else is signed in: a browser resumes by itself, whoever has come since. */
    user_id: z.string().optional(),
  }),
  answer: z.string(),
});
