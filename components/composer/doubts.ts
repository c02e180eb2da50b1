import type { ModerationFinding, ModerationKind } from "@/lib/text/moderation-finding";

/** A reason to ask once before a reply is sent. */
export type Doubt =
  | { readonly kind: "refused"; readonly kinds: readonly ModerationKind[] }
  /** A colleague writes to the same buyer now. */
  | { readonly kind: "typing"; readonly names: readonly string[] }
  /** A colleague has answered since this reply was begun. */
  | { readonly kind: "answered"; readonly name: string | null }
  /** A gap of a canned reply that nobody filled. */
  | { readonly kind: "gap"; readonly mark: string };

interface Circumstances {
  readonly text: string;
  readonly findings: readonly ModerationFinding[];
  readonly typists: readonly string[];
  /** The colleague's reply that came after this one was begun; undefined: there is none. */
  readonly answeredBy: { readonly name: string | null } | undefined;
  /** How gaps of canned replies are written. */
  readonly marks: readonly string[];
}

/** Everything that speaks against sending as it is; empty: nothing does. */
export function findDoubts({ text, findings, typists, answeredBy, marks }: Circumstances): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (answeredBy !== undefined) doubts.push({ kind: "answered", name: answeredBy.name });
  if (typists.length > 0) doubts.push({ kind: "typing", names: typists });
  const mark = marks.find((candidate) => text.includes(candidate));
  if (mark !== undefined) doubts.push({ kind: "gap", mark });
  if (findings.length > 0)
    doubts.push({ kind: "refused", kinds: [...new Set(findings.map(({ kind }) => kind))] });
  return doubts;
}

interface Spoken {
  readonly id: string;
  readonly direction: string;
  readonly author: { readonly id: string | null; readonly name: string | null };
  readonly is_automatic: boolean;
}

/** The last word of our side in a conversation; null: there is none. */
export function lastOwnId(messages: readonly Spoken[]): string | null {
  return (
    messages.findLast((message) => message.direction === "outbound" && !message.is_automatic)?.id ?? null
  );
}

/** What a colleague answered behind the message `since` (the last of ours when the reply was begun). */
export function answeredSince(
  messages: readonly Spoken[],
  since: string | null,
  myId: string,
): { readonly name: string | null } | undefined {
  const from = messages.findIndex((message) => message.id === since);
  if (from === -1 && since !== null) return undefined; // far up by now: nothing can be said
  const theirs = messages
    .slice(from + 1)
    .findLast(
      (message) =>
        message.direction === "outbound" &&
        !message.is_automatic &&
        !message.id.startsWith("local:") &&
        message.author.id !== myId,
    );
  return theirs === undefined ? undefined : { name: theirs.author.name };
}
