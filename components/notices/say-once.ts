/** What the tabs of one browser have said lately. */
export interface Said {
  readonly ids: readonly string[];
  readonly chimedAtMs: number;
  readonly shownAtMs: number;
}

const REMEMBERED = 50;
/** However many messages come at once, a sound is heard no oftener than this. */
export const QUIET_BETWEEN_CHIMES_MS = 4000;
/** Notifications of one chat replace each other; this holds back a storm of many chats. */
export const QUIET_BETWEEN_NOTIFICATIONS_MS = 1000;

const nothing: Said = { ids: [], chimedAtMs: 0, shownAtMs: 0 };

/** What a tab may say about a thing after all that was said: nothing when another one was first. */
export function claim(said: Said, id: string, wish: { isShown: boolean; isHeard: boolean; nowMs: number }) {
  const isFirst = !said.ids.includes(id);
  const { nowMs } = wish;
  // A clock that was set back must not silence the desk: a time that has not come yet is no reason to wait.
  const isQuietFor = (sinceMs: number, gapMs: number) => nowMs - sinceMs >= gapMs || nowMs < sinceMs;
  const isShown = isFirst && wish.isShown && isQuietFor(said.shownAtMs, QUIET_BETWEEN_NOTIFICATIONS_MS);
  const isHeard = isFirst && wish.isHeard && isQuietFor(said.chimedAtMs, QUIET_BETWEEN_CHIMES_MS);
  const next: Said = {
    ids: isFirst ? [id, ...said.ids].slice(0, REMEMBERED) : said.ids,
    shownAtMs: isShown ? nowMs : said.shownAtMs,
    chimedAtMs: isHeard ? nowMs : said.chimedAtMs,
  };
  return { next, isShown, isHeard };
}

const KEY = "desk-said";
const LOCK = "desk-say";

function readSaid(): Said {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "null");
    return isSaid(kept) ? kept : nothing;
  } catch {
    return nothing; // no storage: this tab speaks for itself
  }
}

function isSaid(value: unknown): value is Said {
  if (typeof value !== "object" || value === null) return false;
  return "ids" in value && Array.isArray(value.ids) && "chimedAtMs" in value && "shownAtMs" in value;
}

function writeSaid(said: Said): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(said));
  } catch {
    return; // see readSaid
  }
}

/**
 * Takes the word about a thing for this tab: of several tabs only one gets it. Reading and writing are one step under
 * a lock that all tabs share, where the browser has locks (it has none on plain http beyond localhost).
 */
export async function sayOnce(id: string, wish: { isShown: boolean; isHeard: boolean }) {
  const take = () => {
    const { next, isShown, isHeard } = claim(readSaid(), id, { ...wish, nowMs: Date.now() });
    writeSaid(next);
    return { isShown, isHeard };
  };
  return navigator.locks === undefined ? take() : navigator.locks.request(LOCK, async () => take());
}
