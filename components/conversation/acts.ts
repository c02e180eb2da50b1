import type { ChatAct, Note } from "@/lib/wire/notes";

/** Who did it, in the three ways a language needs: the reader, another (a person or a rule), or the desk by itself. */
export type ActBy = "me" | "other" | "desk";

/** Key of the sentence for an act in the namespace `teamwork`, and what fills it. */
export interface ActWords {
  readonly key:
    | "assigned"
    | "takes"
    | "unassigned"
    | "closed"
    | "reopened"
    | "snoozedUntil"
    | "snoozedUntilBuyer"
    | "woken"
    | "tagged"
    | "untagged"
    | "retagged"
    | "autoReplied"
    | "notified";
  readonly by: ActBy;
  readonly values: Readonly<Record<string, string | number>>;
  /** An instant to be told in the reader's words as `{time}`. */
  readonly time: string | null;
}

const FAR_YEAR = 9000;

/** Whether a snooze has no time of its own: it lasts until the buyer writes. */
export function isUntilBuyer(snoozedUntil: string): boolean {
  return new Date(snoozedUntil).getUTCFullYear() > FAR_YEAR;
}

function byWhom(note: Note, readerId: string): ActBy {
  if (note.author.type === "system") return "desk";
  return note.author.type === "user" && note.author.id === readerId ? "me" : "other";
}

const quote = (names: readonly string[]) => names.map((name) => `«${name}»`).join(", ");

/** How an act is told to this reader. */
export function toActWords(act: ChatAct, note: Note, readerId: string): ActWords {
  const by = byWhom(note, readerId);
  const plain = (key: ActWords["key"]): ActWords => ({ key, by, values: {}, time: null });
  switch (act.name) {
    case "assigned":
      if (note.author.type === "user" && act.assignee_id === note.author.id) return plain("takes");
      return { ...plain("assigned"), values: { name: act.assignee_name } };
    case "unassigned":
    case "closed":
    case "reopened":
    case "woken":
      return plain(act.name);
    case "snoozed":
      return isUntilBuyer(act.until)
        ? plain("snoozedUntilBuyer")
        : { ...plain("snoozedUntil"), time: act.until };
    case "tagged": {
      const values = {
        added: quote(act.added),
        removed: quote(act.removed),
        count: act.added.length || act.removed.length,
      };
      if (act.removed.length === 0) return { ...plain("tagged"), values };
      return { ...plain(act.added.length === 0 ? "untagged" : "retagged"), values };
    }
    case "auto_replied":
      return plain("autoReplied");
    case "notified":
      return { ...plain("notified"), values: { names: act.names.join(", ") } };
    default:
      return act satisfies never;
  }
}
