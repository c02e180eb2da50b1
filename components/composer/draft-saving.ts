import { type Draft, getDraft, keepDraft as keepEndpoint } from "@/lib/wire/chats";
import { ApiError, addressOf, callApi, type FailureCode, fetchJson } from "../api-client";
import { chooseDraft, keepDraft, readStoredDraft, storeDraft } from "./drafts";

/** After the last key: long enough to spare the server, short enough that hardly anything is lost elsewhere. */
const SAVE_AFTER_MS = 600;

/** Why the server does not keep a draft; null: it does, or nothing was to be kept. */
export type DraftTrouble = FailureCode | null;

interface Place {
  readonly userId: string;
  readonly chatId: string;
}

type Listener = (change: { trouble: DraftTrouble } | { text: string }) => void;

const timers = new Map<string, { place: Place; timer: ReturnType<typeof setTimeout> }>();
const listeners = new Map<string, Set<Listener>>();
/** One save of a chat at a time: of two, the later text must be the one that stays. */
const running = new Map<string, Promise<void>>();
let isWatchingPage = false;

const keyOf = ({ userId, chatId }: Place) => `${userId} ${chatId}`;

function tell(place: Place, change: Parameters<Listener>[0]): void {
  for (const listener of listeners.get(keyOf(place)) ?? []) listener(change);
}

/** Hears what becomes of a chat's draft: not saved, or replaced from elsewhere. Returns the way to stop. */
export function onDraftChange(place: Place, listener: Listener): () => void {
  const key = keyOf(place);
  const heard = listeners.get(key) ?? new Set();
  listeners.set(key, heard.add(listener));
  return () => heard.delete(listener);
}

function watchPage(): void {
  if (isWatchingPage) return;
  isWatchingPage = true;
  // The last chance before the tab is gone: a request that outlives it.
  window.addEventListener("pagehide", () => {
    for (const { place } of [...timers.values()]) void saveDraftNow(place);
  });
  window.addEventListener("online", () => {
    for (const key of unsaved.keys()) {
      const place = unsaved.get(key);
      if (place) saveDraftSoon(place);
    }
  });
}

/** Chats whose draft the server could not take for want of a connection. */
const unsaved = new Map<string, Place>();

/** Tells the server what stands in the field, a moment after the last change. */
export function saveDraftSoon(place: Place): void {
  watchPage();
  const key = keyOf(place);
  clearTimeout(timers.get(key)?.timer);
  timers.set(key, { place, timer: setTimeout(() => void saveDraftNow(place), SAVE_AFTER_MS) });
}

/** Tells the server at once, if it does not know yet. Never throws: what is not kept there stays here. */
export async function saveDraftNow(place: Place): Promise<void> {
  const key = keyOf(place);
  clearTimeout(timers.get(key)?.timer);
  timers.delete(key);
  const before = running.get(key);
  const save = (async () => {
    await before;
    await putDraft(place);
  })();
  // The page may be going: without a save before it the request must leave in this very moment, which it does.
  running.set(key, save);
  await save;
  if (running.get(key) === save) running.delete(key);
}

async function putDraft(place: Place): Promise<void> {
  const { userId, chatId } = place;
  const { text, isUnsaved } = readStoredDraft(userId, chatId);
  if (!isUnsaved) return;
  try {
    const answer = await fetchJson(addressOf(keepEndpoint.path, { id: chatId }), {
      method: keepEndpoint.method,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify({ text }),
      keepalive: true,
    });
    const { draft } = answer as { draft: Draft }; // our own declaration on both ends
    const now = readStoredDraft(userId, chatId);
    storeDraft(userId, chatId, { ...now, savedAs: draft.updated_at, isUnsaved: now.text !== text });
    unsaved.delete(keyOf(place));
    tell(place, { trouble: null });
  } catch (error) {
    const code = error instanceof ApiError ? error.code : "unexpected";
    if (code === "network") unsaved.set(keyOf(place), place);
    tell(place, { trouble: code });
  }
}

/** Looks whether the server has a newer draft, from another device; takes it when it is. Never throws. */
export async function compareDraft(place: Place, signal: AbortSignal): Promise<void> {
  const { userId, chatId } = place;
  const atFirst = readStoredDraft(userId, chatId);
  try {
    const { draft } = await callApi(getDraft, { params: { id: chatId }, signal });
    const ours = readStoredDraft(userId, chatId);
    if (ours.text !== atFirst.text) return; // written meanwhile: that is the newest
    if (chooseDraft(ours, draft) === "ours") {
      if (ours.text === draft.text) storeDraft(userId, chatId, synced(draft));
      else if (ours.isUnsaved) saveDraftSoon(place);
      return;
    }
    storeDraft(userId, chatId, synced(draft));
    if (draft.text !== ours.text) tell(place, { text: draft.text });
  } catch {
    return; // ours stands; the next save says what is wrong
  }
}

function synced(draft: Draft) {
  return { text: draft.text, changedAt: Date.now(), savedAs: draft.updated_at, isUnsaved: false };
}

/** Puts words into a chat's draft from elsewhere (a reply taken back): before what stands there already. */
export function addToDraft(place: Place, text: string): void {
  const begun = readStoredDraft(place.userId, place.chatId).text;
  const whole = begun.trim() === "" ? text : `${text}\n${begun}`;
  keepDraft(place.userId, place.chatId, whole);
  saveDraftSoon(place);
  tell(place, { text: whole });
}
