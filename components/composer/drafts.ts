const PREFIX = "prilavok.draft.";
/** Storage is shared with everything else of the page: a draft longer than any message is cut. */
const MAX_DRAFT_CHARS = 20_000;

function keyOf(userId: string, chatId: string): string {
  return `${PREFIX}${userId}.${chatId}`;
}

/** What this person began to write in this chat on this device; empty when nothing. */
export function readDraft(userId: string, chatId: string): string {
  try {
    return localStorage.getItem(keyOf(userId, chatId)) ?? "";
  } catch {
    return ""; // storage forbidden: no drafts, everything else works
  }
}

/** Keeps a draft, or forgets it when it is empty. */
export function keepDraft(userId: string, chatId: string, text: string): void {
  try {
    if (text.trim() === "") localStorage.removeItem(keyOf(userId, chatId));
    else localStorage.setItem(keyOf(userId, chatId), text.slice(0, MAX_DRAFT_CHARS));
  } catch {
    return; // storage full or forbidden: the text still stands in the field
  }
}
