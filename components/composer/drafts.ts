const PREFIX = "prilavok.draft.";
/** Storage is shared with everything else of the page: a draft longer than any message is cut. */
const MAX_DRAFT_CHARS = 20_000;

export type DraftKind = "reply" | "note";

/** What somebody began to write, as this browser keeps it. */
export interface StoredDraft {
  readonly text: string;
  /** When it was last changed here, ms. */
  readonly changedAt: number;
  /** The server's time of the draft this one was last equal to; null: the server had none. */
  readonly savedAs: string | null;
  /** Whether it was changed here since. */
  readonly isUnsaved: boolean;
}

const nothing: StoredDraft = { text: "", changedAt: 0, savedAs: null, isUnsaved: false };

/** Reading the storage is slow and the list asks for every row: what was read once stays in memory. */
const known = new Map<string, StoredDraft>();
let isWatching = false;

function keyOf(userId: string, chatId: string, kind: DraftKind): string {
  return `${PREFIX}${kind === "note" ? "note." : ""}${userId}.${chatId}`;
}

/** Another tab wrote: what we remember is old. */
function watchOtherTabs(): void {
  if (isWatching || typeof window === "undefined") return;
  isWatching = true;
  window.addEventListener("storage", (event) => {
    if (event.key === null) known.clear();
    else known.delete(event.key);
  });
}

function parseStored(stored: string): StoredDraft {
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value === "object" && value !== null && "text" in value && typeof value.text === "string") {
      const { text } = value;
      const changedAt = "changedAt" in value && typeof value.changedAt === "number" ? value.changedAt : 0;
      const savedAs = "savedAs" in value && typeof value.savedAs === "string" ? value.savedAs : null;
      return { text, changedAt, savedAs, isUnsaved: "isUnsaved" in value && value.isUnsaved === true };
    }
  } catch {
    return { ...nothing, text: stored, isUnsaved: true }; // written before drafts knew their time
  }
  return { ...nothing, text: stored, isUnsaved: true };
}

/** The draft as this browser keeps it; an empty one when there is none. */
export function readStoredDraft(userId: string, chatId: string, kind: DraftKind = "reply"): StoredDraft {
  watchOtherTabs();
  const key = keyOf(userId, chatId, kind);
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  let draft = nothing;
  try {
    const stored = localStorage.getItem(key);
    if (stored !== null) draft = parseStored(stored);
  } catch {
    draft = nothing; // storage forbidden: no drafts over a reload, everything else works
  }
  known.set(key, draft);
  return draft;
}

/** Keeps a draft as it is; one that is empty and that the server has nothing of is forgotten. */
export function storeDraft(
  userId: string,
  chatId: string,
  draft: StoredDraft,
  kind: DraftKind = "reply",
): void {
  const key = keyOf(userId, chatId, kind);
  const cut = { ...draft, text: draft.text.slice(0, MAX_DRAFT_CHARS) };
  known.set(key, cut);
  try {
    if (cut.text.trim() === "" && !cut.isUnsaved) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(cut));
  } catch {
    return; // storage full or forbidden: the text still stands in the field and in memory
  }
}

/** What this person began to write in this chat on this device; empty when nothing. */
export function readDraft(userId: string, chatId: string, kind: DraftKind = "reply"): string {
  return readStoredDraft(userId, chatId, kind).text;
}

/** Keeps what was written now; the server hears of it by `saveDraftSoon` (draft-saving.ts). */
export function keepDraft(userId: string, chatId: string, text: string, kind: DraftKind = "reply"): void {
  const before = readStoredDraft(userId, chatId, kind);
  if (before.text === text) return;
  // Nothing of a note stands on the server: an empty one leaves no trace.
  const isUnsaved = kind === "reply" || text.trim() !== "";
  storeDraft(userId, chatId, { ...before, text, changedAt: Date.now(), isUnsaved }, kind);
}

interface ServerDraft {
  readonly text: string;
  readonly updated_at: string | null;
}

/**
 * Which of two drafts stands: ours or the one the server keeps (perhaps from another device). Ours wins while nobody
 * else changed the server's; when both changed, the newer one, and words win over nothing, so that none are lost.
 */
export function chooseDraft(ours: StoredDraft, server: ServerDraft): "ours" | "server" {
  if (!ours.isUnsaved) return "server";
  if (server.updated_at === ours.savedAs || server.text === ours.text) return "ours";
  if (server.text.trim() === "") return "ours";
  if (ours.text.trim() === "" && ours.changedAt === 0) return "server";
  return server.updated_at !== null && Date.parse(server.updated_at) > ours.changedAt ? "server" : "ours";
}
