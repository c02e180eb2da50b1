const KEY = "palette-recent";
const AT_MOST = 6;

/** Ids of what was chosen lately, newest first. A storage that is full, closed or spoilt remembers nothing. */
export function readRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return []; // private mode, or another program's text: starting anew loses only convenience
  }
}

/** Puts an id on top of the recent ones. */
export function keepRecent(id: string): void {
  const ids = [id, ...readRecent().filter((other) => other !== id)].slice(0, AT_MOST);
  try {
    window.localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    return; // a full storage: see readRecent
  }
}
