import type { Form } from "./form-state";

const PREFIX = "prilavok.broadcast.";
/** Raised when the shape of a form changes: what was kept in another shape is forgotten. */
const VERSION = 1;

function keyOf(userId: string, draftId: string | null): string {
  return `${PREFIX}${userId}.${draftId ?? "new"}`;
}

/** What this tab was writing when it was left or reloaded; null: nothing. */
export function readKeptForm(userId: string, draftId: string | null): Form | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId, draftId)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("version" in kept) || !("form" in kept)) return null;
    return kept.version === VERSION ? (kept.form as Form) : null; // written below, in this shape
  } catch {
    return null; // storage forbidden or its content not ours: the page begins blank
  }
}

/** Keeps what is being written over a reload; null forgets it. */
export function keepForm(userId: string, draftId: string | null, form: Form | null): void {
  try {
    if (form === null) sessionStorage.removeItem(keyOf(userId, draftId));
    else sessionStorage.setItem(keyOf(userId, draftId), JSON.stringify({ version: VERSION, form }));
  } catch {
    return; // storage full or forbidden: the words still stand on the screen
  }
}
