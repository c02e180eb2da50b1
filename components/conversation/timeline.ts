import { dayKey } from "@/lib/text/day";
import type { Message } from "@/lib/wire/messages";

/** Messages of one author closer than this stand as one group with one line about time. */
const GROUP_WITHIN_MS = 5 * 60_000;

export type TimelineItem =
  | { readonly kind: "day"; readonly key: string; readonly date: Date }
  | { readonly kind: "new"; readonly key: string }
  | {
      readonly kind: "message";
      /** The same before and after the message gets its id, so that its bubble stays the same element. */
      readonly key: string;
      readonly message: Message;
      /** True: the line with author and time stands below this one. */
      readonly endsGroup: boolean;
    };

function isSameGroup(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author.type === b.author.type &&
    a.author.id === b.author.id &&
    Date.parse(b.created_at) - Date.parse(a.created_at) < GROUP_WITHIN_MS &&
    dayKey(new Date(a.created_at)) === dayKey(new Date(b.created_at))
  );
}

/** A message of ours that is not simply "sent" tells its own state. */
function needsOwnLine(message: Message): boolean {
  return message.direction === "outbound" && message.status !== "sent" && message.status !== "received";
}

/**
 * Lays a conversation out: a line where a day begins, one where the unread ones began when the chat was opened
 * (`firstNewId`), and which messages close a group.
 */
export function layOut(messages: readonly Message[], firstNewId: string | null): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let lastDay = "";
  messages.forEach((message, index) => {
    const date = new Date(message.created_at);
    const day = dayKey(date);
    if (day !== lastDay) items.push({ kind: "day", key: `day-${day}-${message.id}`, date });
    lastDay = day;
    if (message.id === firstNewId) items.push({ kind: "new", key: "new" });
    const next = messages[index + 1];
    const endsGroup =
      next === undefined ||
      next.id === firstNewId ||
      !isSameGroup(message, next) ||
      needsOwnLine(message) ||
      needsOwnLine(next);
    items.push({ kind: "message", key: message.client_id ?? message.id, message, endsGroup });
  });
  return items;
}

/** Id of the first unread message: the last `unreadCount` inbound ones are unread. Null: nothing is. */
export function findFirstNew(messages: readonly Message[], unreadCount: number): string | null {
  if (unreadCount <= 0) return null;
  const inbound = messages.filter((message) => message.direction === "inbound");
  return (inbound.at(-unreadCount) ?? inbound.at(0))?.id ?? null;
}
