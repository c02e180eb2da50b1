"use client";

import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { listMessages } from "@/lib/wire/messages";
import { listNotes } from "@/lib/wire/notes";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { type MessagePages, replaceMessage } from "../live/message-window";
import { queryKeys } from "../query-keys";

const PAGE_SIZE = 50;
const NOTES_PAGE_SIZE = 100;

type PageParam = { readonly around: string } | { readonly cursor: string };

/** The messages around one of them, growing both ways; null: none is asked for. */
export function useMessagesAround(chatId: string, messageId: string | null) {
  const cache = useQueryClient();
  useEffect(() => {
    if (messageId === null) return;
    return onLiveEvent((event) => {
      if (event.name !== "message.updated" || event.data.message.chat_id !== chatId) return;
      cache.setQueryData<MessagePages>(queryKeys.messagesAround(chatId, messageId), (pages) =>
        pages === undefined ? undefined : replaceMessage(pages, event.data.message),
      );
    });
  }, [cache, chatId, messageId]);
  return useInfiniteQuery({
    queryKey: queryKeys.messagesAround(chatId, messageId ?? ""),
    enabled: messageId !== null,
    queryFn: ({ pageParam, signal }) =>
      callApi(listMessages, { params: { id: chatId }, query: { limit: PAGE_SIZE, ...pageParam }, signal }),
    initialPageParam: { around: messageId ?? "" } as PageParam, // its first page is found by the message
    // Pages run from newest to oldest: "next" is further back, "previous" further on.
    getNextPageParam: (page): PageParam | null =>
      page.next_cursor === null ? null : { cursor: page.next_cursor },
    getPreviousPageParam: (page): PageParam | null =>
      page.newer_cursor === null ? null : { cursor: page.newer_cursor },
    placeholderData: keepPreviousData, // from hit to hit what is shown stays until the next place is there
  });
}

function notesQuery(chatId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.notes(chatId),
    queryFn: ({ pageParam, signal }) =>
      callApi(listNotes, {
        params: { id: chatId },
        query: { limit: NOTES_PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Private notes and what was done to the chat: newest page first, older ones on demand. */
export function useNotes(chatId: string) {
  return useInfiniteQuery(notesQuery(chatId));
}

/** Fetches the notes of a chat that may be opened next: its messages wait for them. */
export function prefetchNotes(cache: QueryClient, chatId: string): void {
  void cache.prefetchInfiniteQuery({ ...notesQuery(chatId), staleTime: Number.POSITIVE_INFINITY });
}
