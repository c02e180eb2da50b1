/** A word that is being typed after a sign and asks for a list. */
export interface Trigger {
  /** Where the sign stands. */
  readonly start: number;
  /** Where the word ends: at the caret. */
  readonly end: number;
  readonly query: string;
}

// On a Russian keyboard the key of the slash writes a full stop: one right before a letter, where no sentence ends,
// can only mean the slash.
const SLASH = /(?:^|\s)(\/|\.(?=\p{L}))([\p{L}\p{N}_-]{0,40})$/u;
const AT = /(?:^|[\s(,])(@)([\p{L}\p{N}_.-]{0,40}(?: [\p{L}\p{N}_.-]{1,40})?)$/u;

/** The word at the caret that asks for canned replies ("/") or people ("@"); null: none. */
export function findTrigger(text: string, caret: number, sign: "/" | "@"): Trigger | null {
  // A word is short: looking at the end alone keeps every key cheap in a long text.
  const from = Math.max(0, caret - 100);
  const match = (sign === "/" ? SLASH : AT).exec(text.slice(from, caret));
  if (match === null) return null;
  const query = match[2] ?? "";
  return { start: caret - query.length - 1, end: caret, query };
}
