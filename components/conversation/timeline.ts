import { dayKey } from "@/lib/text/day";
import type { Message } from "@/lib/wire/messages";
import type { Note } from "@/lib/wire/notes";

/** Messages of one author closer than this stand as one group with one line about time. */
const GROUP_WITHIN_MS = 5 * 60_000;

export type TimelineItem =
  | { readonly kind: "day"; readonly key: string; readonly date: Date }
  | { readonly kind: "new"; readonly key: string }
  | { readonly kind: "note"; readonly key: string; readonly note: Note }
  /** What was done to the chat, without a word between: one line, however many there are. */
  | { readonly kind: "acts"; readonly key: string; readonly notes: readonly Note[] }
  | {
      readonly kind: "message";
      /** The same before and after the message gets its id, so that its bubble stays the same element. */
      readonly key: string;
      readonly message: Message;
      /** True: the line with author and time stands below this one. */
      readonly endsGroup: boolean;
      /** How long the buyer had waited for this answer of ours, ms; null: it answers nothing. */
      readonly answeredAfterMs: number | null;
      /** True: nobody has answered since, so the buyer waits for a word about this one. */
      readonly isUnanswered: boolean;
    };

interface Conversation {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  readonly firstNewId: string | null;
  /** Earlier messages exist that are not loaded: how long the first buyer here waited is not known then. */
  readonly hasOlder: boolean;
}

type Entry =
  | { readonly at: string; readonly message: Message; readonly note?: undefined }
  | { readonly at: string; readonly note: Note; readonly message?: undefined };

function isSameGroup(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author.type === b.author.type &&
    a.author.id === b.author.id &&
    a.is_automatic === b.is_automatic &&
    a.broadcast_id === b.broadcast_id &&
    a.answers_broadcast_id === b.answers_broadcast_id &&
    Date.parse(b.created_at) - Date.parse(a.created_at) < GROUP_WITHIN_MS &&
    dayKey(new Date(a.created_at)) === dayKey(new Date(b.created_at))
  );
}

/** A message of ours that is not simply "sent" tells its own state. */
function needsOwnLine(message: Message): boolean {
  return message.direction === "outbound" && message.status !== "sent" && message.status !== "received";
}

/** Messages and notes as they happened; a note of the same instant stands behind the message it speaks of. */
function mergeByTime(messages: readonly Message[], notes: readonly Note[]): readonly Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const message of messages) {
    for (
      let note = notes[next];
      note !== undefined && note.created_at < message.created_at;
      note = notes[next]
    ) {
      merged.push({ at: note.created_at, note });
      next += 1;
    }
    merged.push({ at: message.created_at, message });
  }
  for (const note of notes.slice(next)) merged.push({ at: note.created_at, note });
  return merged;
}

/** Notes that belong beside the loaded messages; earlier ones come with the earlier messages. */
export function notesBeside(
  notes: readonly Note[],
  loaded: { readonly from: string | null; readonly to: string | null },
): readonly Note[] {
  return notes.filter(
    (note) =>
      (loaded.from === null || note.created_at >= loaded.from) &&
      (loaded.to === null || note.created_at <= loaded.to),
  );
}

/** By message id: how long the buyer had waited for it. Automatic replies answer nobody. */
function answerTimes(messages: readonly Message[], hasOlder: boolean): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  let since: string | null = null;
  let isSure = !hasOlder; // the first wait may have begun before what is loaded
  for (const message of messages) {
    if (message.author.type === "buyer") since ??= message.created_at;
    else if (message.direction === "outbound" && !message.is_automatic) {
      if (since !== null && isSure)
        times.set(message.id, Math.max(0, Date.parse(message.created_at) - Date.parse(since)));
      since = null;
      isSure = true;
    }
  }
  return times;
}

/** Id of the last message of the buyer that nobody has answered; null: all are answered. */
function lastUnanswered(messages: readonly Message[]): string | null {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message === undefined || (message.direction === "outbound" && !message.is_automatic)) return null;
    if (message.author.type === "buyer") return message.id;
  }
  return null;
}

/**
 * Lays a conversation out: a line where a day begins, one where the unread ones began when the chat was opened
 * (`firstNewId`), notes and what was done among the messages, and which messages close a group.
 */
export function layOut({ messages, notes, firstNewId, hasOlder }: Conversation): readonly TimelineItem[] {
  const shown = messages.filter((message) => message.status !== "cancelled");
  const entries = mergeByTime(shown, notes);
  const waited = answerTimes(shown, hasOlder);
  const unansweredId = lastUnanswered(shown);
  const items: TimelineItem[] = [];
  const daysSeen = new Map<string, number>();
  let lastDay = "";
  let groupWaited: number | null = null;
  entries.forEach((entry, index) => {
    const date = new Date(entry.at);
    const day = dayKey(date);
    if (day !== lastDay) {
      // A clock that is wrong can bring a day back; its line keeps a key of its own.
      const round = daysSeen.get(day) ?? 0;
      daysSeen.set(day, round + 1);
      items.push({ kind: "day", key: `day-${day}-${round}`, date });
    }
    lastDay = day;
    if (entry.note !== undefined) {
      putNote(items, entry.note);
      return;
    }
    const { message } = entry;
    if (message.id === firstNewId) items.push({ kind: "new", key: "new" });
    const next = entries[index + 1]?.message;
    const endsGroup =
      next === undefined ||
      next.id === firstNewId ||
      !isSameGroup(message, next) ||
      needsOwnLine(message) ||
      needsOwnLine(next);
    groupWaited ??= waited.get(message.id) ?? null; // told once, under the last one of the group
    items.push({
      kind: "message",
      key: message.client_id ?? message.id,
      message,
      endsGroup,
      answeredAfterMs: endsGroup ? groupWaited : null,
      isUnanswered: message.id === unansweredId,
    });
    if (endsGroup) groupWaited = null;
  });
  return items;
}

function putNote(items: TimelineItem[], note: Note): void {
  if (note.kind !== "activity") {
    items.push({ kind: "note", key: note.id, note });
    return;
  }
  const last = items.at(-1);
  if (last?.kind === "acts") items[items.length - 1] = { ...last, notes: [...last.notes, note] };
  else items.push({ kind: "acts", key: note.id, notes: [note] });
}

/** Id of the first unread message: the last `unreadCount` inbound ones are unread. Null: nothing is. */
export function findFirstNew(messages: readonly Message[], unreadCount: number): string | null {
  if (unreadCount <= 0) return null;
  const inbound = messages.filter((message) => message.direction === "inbound");
  return (inbound.at(-unreadCount) ?? inbound.at(0))?.id ?? null;
}
