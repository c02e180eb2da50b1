const PLACE = "prilavok-alerts-put-away";
const listeners = new Set<() => void>();
let known: { text: string | null; ids: readonly string[] } = { text: null, ids: [] };
const none: readonly string[] = [];

/** Which alerts were put away in this browser; the same in all its tabs. For `useSyncExternalStore`. */
export const putAway = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    window.addEventListener("storage", listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener("storage", listener);
    };
  },
  read(): readonly string[] {
    const text = readText();
    if (text !== known.text) known = { text, ids: text === null ? none : text.split(" ") };
    return known.ids;
  },
  readOnServer: () => none,
  write(ids: readonly string[]): void {
    try {
      localStorage.setItem(PLACE, ids.join(" "));
    } catch {
      known = { text: readText(), ids }; // no storage: put away in this tab alone
    }
    for (const listener of listeners) listener();
  },
};

function readText(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return known.text;
  }
}
