"use client";

import {
  keepPreviousData,
  type QueryClient,
  skipToken,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type Chat, countChats, getChat, listChats, markChatRead } from "@/lib/wire/chats";
import { getDaySoFar } from "@/lib/wire/reports";
import { callApi } from "../api-client";
import { type CachedPages, keepFirstPages } from "../live/apply-event";
import { showChat } from "../live/live-cache";
import { queryKeys } from "../query-keys";
import type { ChatListFilters } from "./views";

const PAGE_SIZE = 100; // the most a list answers at once
/** Time alone makes chats overdue and ends snoozes: such lists are looked at again, unless someone has scrolled far. */
const LOOK_AGAIN_MS = 60_000;
const PAGES_TO_LOOK_AGAIN = 2;

function dependsOnTime(filters: ChatListFilters | null): boolean {
  return filters?.overdue !== undefined || filters?.snoozed === "true";
}

/** A view's chats, page by page; null: nothing to ask for (yet). */
export function useChatList(filters: ChatListFilters | null) {
  return useInfiniteQuery({
    queryKey: queryKeys.chatList(filters ?? {}),
    queryFn:
      filters === null
        ? skipToken
        : ({ pageParam, signal }) =>
            callApi(listChats, {
              query: { ...filters, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
              signal,
            }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) =>
      dependsOnTime(filters) && (query.state.data?.pages.length ?? 0) <= PAGES_TO_LOOK_AGAIN
        ? LOOK_AGAIN_MS
        : false,
  });
}

/** A view that is left keeps its beginning: coming back asks for a page or two, not for all that was scrolled through. */
export function shortenChatList(cache: QueryClient, filters: ChatListFilters): void {
  const key = queryKeys.chatList(filters);
  const list = cache.getQueryData<CachedPages<Chat>>(key);
  if (list === undefined) return;
  const short = keepFirstPages(list, PAGES_TO_LOOK_AGAIN);
  if (short !== list) cache.setQueryData(key, short);
}

/** How many chats stand in each view. */
export function useChatCounts() {
  return useQuery({
    queryKey: queryKeys.chatCounts(),
    queryFn: async ({ signal }) => (await callApi(countChats, { signal })).counts,
    placeholderData: keepPreviousData,
  });
}

/** A chat as a list holds it, and since when. */
function findInLists(cache: QueryClient, chatId: string): { chat: Chat; at: number } | undefined {
  for (const query of cache.getQueryCache().findAll({ queryKey: queryKeys.chatLists() })) {
    const list = query.state.data as CachedPages<Chat> | undefined; // only useChatList fills these keys
    for (const page of list?.pages ?? []) {
      const chat = page.items.find((item) => item.id === chatId);
      if (chat !== undefined) return { chat, at: query.state.dataUpdatedAt };
    }
  }
  return undefined;
}

/** One chat; the one of a list where it stands there, which the stream keeps as it is. */
export function useChat(chatId: string) {
  const cache = useQueryClient();
  return useQuery<Chat>({
    queryKey: queryKeys.chat(chatId),
    queryFn: async ({ signal }) => (await callApi(getChat, { params: { id: chatId }, signal })).chat,
    initialData: () => findInLists(cache, chatId)?.chat,
    initialDataUpdatedAt: () => findInLists(cache, chatId)?.at,
  });
}

/** Marks a chat read: here at once, at the server right after. */
export function useMarkRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (chat: Chat) => callApi(markChatRead, { params: { id: chat.id } }),
    onMutate: (chat) => showChat(cache, { ...chat, unread_count: 0 }),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.chatCounts() }),
    onError: (_, chat) => cache.invalidateQueries({ queryKey: queryKeys.chat(chat.id) }),
  });
}

/** What the reader's day was like so far; undefined until it is known. */
export function useDaySoFar() {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const since = midnight.toISOString();
  const { data } = useQuery({
    queryKey: queryKeys.daySoFar(since),
    queryFn: ({ signal }) => callApi(getDaySoFar, { query: { since }, signal }),
    staleTime: 60_000,
  });
  return data;
}
