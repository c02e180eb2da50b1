import { z } from "zod";
import { chat } from "./chats";
import { message } from "./messages";
import { seller } from "./sellers";

/** Data of each server-sent event by its name. Every event carries the thing as it is now, not a difference. */
export const eventData = {
  "message.created": z.object({ message }),
  "message.updated": z.object({ message }),
  "chat.updated": z.object({ chat }),
  "seller.updated": z.object({ seller }),
  /** The stream cannot say what was missed (more than 24 h ago): fetch everything again. */
  reset: z.object({}),
} as const;

export type EventName = keyof typeof eventData;
export type EventData<Name extends EventName> = z.infer<(typeof eventData)[Name]>;
/** What is stored and streamed; `reset` is never stored. */
export type StoredEventName = Exclude<EventName, "reset">;
