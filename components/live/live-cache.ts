import type { Query, QueryClient } from "@tanstack/react-query";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import type { Note } from "@/lib/wire/notes";
import type { Seller } from "@/lib/wire/sellers";
import { type ChatListFilters, parseInboxPath } from "../inbox/views";
import { queryKeys } from "../query-keys";
import { type CachedPages, keepFirstPages, putChat, putMessage, putSeller, settleChat } from "./apply-event";
import { type LiveEvent, tellLiveEvent } from "./live-listeners";
import { putNote } from "./notes-cache";

const COUNTS_AFTER_MS = 800;
/** Events are kept this long, to be told again to a list whose fetch was on its way when they came. */
const KEEP_EVENTS_MS = 60_000;
const KEEP_EVENTS_AT_MOST = 500;

function openChatId(): string | null {
  return typeof window === "undefined" ? null : parseInboxPath(window.location.pathname).chatId;
}

/** Filters stand in the key of each cached list (`queryKeys.chatList`). */
function filtersOfKey(queryKey: readonly unknown[]): ChatListFilters {
  return queryKey[2] as ChatListFilters; // made by queryKeys.chatList and nowhere else
}

/** Takes a chat as it is now into every cached list and its own entry. */
export function showChat(cache: QueryClient, chat: Chat): void {
  cache.setQueryData<Chat>(queryKeys.chat(chat.id), chat);
  const lists = cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() });
  for (const [key, list] of lists) {
    if (list === undefined) continue;
    const next = putChat(list, { chat, filters: filtersOfKey(key), openChatId: openChatId() });
    if (next !== list) cache.setQueryData(key, next);
  }
}

/** After another chat was opened: the one left behind goes where it belongs in every list. */
export function releaseChat(cache: QueryClient, chatId: string): void {
  const lists = cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() });
  for (const [key, list] of lists) {
    if (list === undefined) continue;
    const next = settleChat(list, chatId, filtersOfKey(key));
    if (next !== list) cache.setQueryData(key, next);
  }
}

/** How much of a list is fetched again at once; the rest comes by scrolling. */
const PAGES_TO_REFETCH = 2;

/** Before everything is asked anew: a list that was scrolled through would be fetched page by page. */
function shortenLists(cache: QueryClient): void {
  for (const [key, list] of cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() })) {
    if (list !== undefined) cache.setQueryData(key, keepFirstPages(list, PAGES_TO_REFETCH));
  }
}

function showMessage(cache: QueryClient, message: Message): void {
  cache.setQueryData<CachedPages<Message>>(queryKeys.messages(message.chat_id), (list) =>
    list === undefined ? undefined : putMessage(list, message),
  );
}

/** Its messages are gone, and nothing came since: erased, as the buyer asked. */
function isEmptied(chat: Chat): boolean {
  return chat.last_message_direction === null && chat.status === "closed" && chat.buyer_name === null;
}

function forgetWords(cache: QueryClient, chatId: string): void {
  const keys = [
    queryKeys.messages(chatId),
    queryKeys.notes(chatId),
    queryKeys.chatContext(chatId),
    queryKeys.chatOrders(chatId),
  ];
  for (const queryKey of keys) void cache.resetQueries({ queryKey });
}

function show(cache: QueryClient, event: LiveEvent): void {
  switch (event.name) {
    case "message.created":
    case "message.updated":
      showMessage(cache, event.data.message);
      return;
    case "chat.updated":
      showChat(cache, event.data.chat);
      if (isEmptied(event.data.chat)) forgetWords(cache, event.data.chat.id);
      return;
    case "seller.updated":
      cache.setQueryData<readonly Seller[]>(queryKeys.sellers(), (sellers) =>
        sellers === undefined ? undefined : putSeller(sellers, event.data.seller),
      );
      return;
    case "note.created":
      cache.setQueryData<CachedPages<Note>>(queryKeys.notes(event.data.note.chat_id), (list) =>
        list === undefined ? undefined : putNote(list, event.data.note),
      );
      return;
    case "presence.updated":
      cache.setQueryData(queryKeys.presence(event.data.presence.chat_id), event.data.presence);
      return;
    case "notice.created":
    case "alert.updated":
    case "broadcast.updated":
    case "order.updated":
    case "action.updated":
    case "section.updated":
      return; // whoever shows these listens by onLiveEvent
    case "reset":
      shortenLists(cache);
      void cache.invalidateQueries();
      return;
    default:
      event satisfies never;
  }
}

/** Kept by whoever listens, as they are now: told twice they are the same. */
const TOLD_AGAIN: ReadonlySet<LiveEvent["name"]> = new Set([
  "broadcast.updated",
  "order.updated",
  "action.updated",
  "section.updated",
]);

/** These are taken into the cache by whoever listens for them; told twice they are shown once. */
function showAgain(cache: QueryClient, event: LiveEvent): void {
  show(cache, event);
  if (TOLD_AGAIN.has(event.name)) tellLiveEvent(event);
}

interface Feed {
  take(event: LiveEvent): void;
  gap(): void;
  stop(): void;
}

/**
 * Feeds events into the cache. An answer that was computed before an event but arrives after it would take the event
 * back, so what came while a fetch was on its way is told again once it is in. `gap`: something was missed, so all that
 * is loaded, and all that is on its way already, is fetched once more.
 */
export function feedCache(cache: QueryClient): Feed {
  let recent: { at: number; event: LiveEvent }[] = [];
  let countsTimer: ReturnType<typeof setTimeout> | undefined;
  const startedAt = new WeakMap<Query, number>();
  /** First fetches under way at a gap: their answers may be from before it. */
  let doubtful = new WeakSet<Query>();

  const stopListening = cache.getQueryCache().subscribe((change) => {
    if (change.type !== "updated") return;
    if (change.action.type === "fetch") startedAt.set(change.query, Date.now());
    if (change.action.type !== "success" || change.action.manual) return;
    const since = startedAt.get(change.query);
    if (since === undefined) return;
    for (const { at, event } of recent) if (at >= since && event.name !== "reset") showAgain(cache, event);
    if (!doubtful.delete(change.query)) return;
    queueMicrotask(() => void cache.invalidateQueries({ queryKey: change.query.queryKey, exact: true }));
  });

  function refreshCountsSoon() {
    countsTimer ??= setTimeout(() => {
      countsTimer = undefined;
      void cache.invalidateQueries({ queryKey: queryKeys.chatCounts() });
    }, COUNTS_AFTER_MS);
  }

  return {
    take(event) {
      const now = Date.now();
      recent = [...recent.filter(({ at }) => now - at < KEEP_EVENTS_MS), { at: now, event }].slice(
        -KEEP_EVENTS_AT_MOST,
      );
      show(cache, event);
      tellLiveEvent(event);
      if (event.name === "chat.updated") refreshCountsSoon();
    },
    gap() {
      const underWay = cache.getQueryCache().findAll({ fetchStatus: "fetching" });
      doubtful = new WeakSet(underWay.filter((query) => query.state.data === undefined));
      shortenLists(cache);
      void cache.invalidateQueries({ predicate: (query) => query.state.data !== undefined });
    },
    stop() {
      stopListening();
      clearTimeout(countsTimer);
    },
  };
}
