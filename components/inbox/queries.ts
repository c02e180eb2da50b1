"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Chat, changeChat, countChats, getChat, listChats, markChatRead } from "@/lib/wire/chats";
import { callApi } from "../api-client";
import type { CachedPages } from "../live/apply-event";
import { showChat } from "../live/live-cache";
import { queryKeys } from "../query-keys";
import type { ChatListFilters } from "./views";

const PAGE_SIZE = 50;

/** A view's chats, page by page. */
export function useChatList(filters: ChatListFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.chatList(filters),
    queryFn: ({ pageParam, signal }) =>
      callApi(listChats, { query: { ...filters, limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** How many chats stand in each view. */
export function useChatCounts() {
  return useQuery({
    queryKey: queryKeys.chatCounts(),
    queryFn: async ({ signal }) => (await callApi(countChats, { signal })).counts,
  });
}

/** One chat; shown at once from a list where it stands. */
export function useChat(chatId: string) {
  const cache = useQueryClient();
  return useQuery<Chat>({
    queryKey: queryKeys.chat(chatId),
    queryFn: async ({ signal }) => (await callApi(getChat, { params: { id: chatId }, signal })).chat,
    placeholderData: () => {
      const lists = cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() });
      for (const [, list] of lists) {
        const found = list?.pages.flatMap((page) => page.items).find((chat) => chat.id === chatId);
        if (found) return found;
      }
      return undefined;
    },
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

/** Closes or reopens a chat on our side: here at once, taken back when the server refuses. */
export function useChangeStatus() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ chat, status }: { chat: Chat; status: Chat["status"] }) =>
      callApi(changeChat, { params: { id: chat.id }, body: { status } }),
    onMutate: ({ chat, status }) => showChat(cache, { ...chat, status }),
    onError: (_, { chat }) => showChat(cache, chat),
    onSuccess: ({ chat }) => showChat(cache, chat),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.chatCounts() }),
  });
}
