export interface MentionPart {
  readonly text: string;
  readonly isMention: boolean;
}

/** Splits a note by the `@Name` of the people it names; the longest name that fits is meant. */
export function splitMentions(text: string, names: readonly string[]): readonly MentionPart[] {
  const marks = [...names].sort((a, b) => b.length - a.length).map((name) => `@${name}`);
  if (marks.length === 0) return [{ text, isMention: false }];
  const parts: MentionPart[] = [];
  let done = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const mark = marks.find((candidate) => text.startsWith(candidate, at));
    if (mark === undefined || at < done) continue;
    if (at > done) parts.push({ text: text.slice(done, at), isMention: false });
    parts.push({ text: mark, isMention: true });
    done = at + mark.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isMention: false });
  return parts;
}
