import { z } from "zod";
import { action } from "./actions";
import { broadcast } from "./broadcasts";
import { chat } from "./chats";
import { message } from "./messages";
import { note } from "./notes";
import { notice } from "./notices";
import { alert } from "./operations";
import { order } from "./orders";
import { section } from "./sections";
import { seller } from "./sellers";
import { chatPresence } from "./team";

/** Data of each server-sent event by its name. Every event carries the thing as it is now, not a difference. */
export const eventData = {
  "message.created": z.object({ message }),
  "message.updated": z.object({ message }),
  "chat.updated": z.object({ chat }),
  "seller.updated": z.object({ seller }),
  /** Only in the streams of those who may send broadcasts. */
  "broadcast.updated": z.object({ broadcast }),
  /** A posting is new here or changed; not told while a seller's past is taken in. */
  "order.updated": z.object({ order }),
  /** A change at a marketplace goes on. */
  "action.updated": z.object({ action }),
  /** Taking in orders, products, ... of a seller goes on. */
  "section.updated": z.object({ section }),
  "note.created": z.object({ note }),
  /** Who is at a chat, whenever that changes. */
  "presence.updated": z.object({ presence: chatPresence }),
  /** Only in the streams of the person it is for. */
  "notice.created": z.object({ notice }),
  /** Only in the streams of admins. */
  "alert.updated": z.object({ alert }),
  /** The stream cannot say what was missed (more than 24 h ago): fetch everything again. */
  reset: z.object({}),
} as const;

export type EventName = keyof typeof eventData;
export type EventData<Name extends EventName> = z.infer<(typeof eventData)[Name]>;
/** What is stored and streamed; `reset` is never stored. */
export type StoredEventName = Exclude<EventName, "reset">;
