"use client";

import {
  infiniteQueryOptions,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { listMessages, type Message, retryMessage, sendMessage } from "@/lib/wire/messages";
import { ApiError, callApi } from "../api-client";
import { type CachedPages, putAnswer, putMessage } from "../live/apply-event";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { type OutboxEntry, outbox } from "./outbox";

const PAGE_SIZE = 50;

function messagesQuery(chatId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.messages(chatId),
    queryFn: ({ pageParam, signal }) =>
      callApi(listMessages, {
        params: { id: chatId },
        query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** A chat's messages: newest page first, each in time order; older pages on demand. */
export function useMessages(chatId: string) {
  return useInfiniteQuery(messagesQuery(chatId));
}

/** Fetches the newest messages of a chat that may be opened next; nothing is asked for what is already here. */
export function prefetchMessages(cache: QueryClient, chatId: string): void {
  // The stream keeps what is cached as it is: looking once is enough.
  void cache.prefetchInfiniteQuery({ ...messagesQuery(chatId), staleTime: Number.POSITIVE_INFINITY });
}

/** What was written in this tab and is not yet at our server. */
export function useOutbox(): readonly OutboxEntry[] {
  return useSyncExternalStore(outbox.subscribe, outbox.read, outbox.readOnServer);
}

/**
 * Sends a text; gives its message, or null when it did not reach our server. `delaySeconds`: how long it is
 * held there so that it can be taken back (0: not at all).
 */
export type SendText = (text: string, options: { readonly delaySeconds: number }) => Promise<Message | null>;

/**
 * Sends a reply: in the conversation at once, under a name of its own, which also makes a repeat after a lost answer
 * safe. Returns the ways to send, to repeat what did not reach us, and to drop it.
 */
export function useSendMessage(chatId: string) {
  const cache = useQueryClient();
  const { mutate, mutateAsync } = useMutation({
    mutationFn: (entry: OutboxEntry) =>
      callApi(sendMessage, {
        params: { id: chatId },
        body: { text: entry.text, client_id: entry.clientId, delay_seconds: entry.delaySeconds },
        idempotencyKey: entry.clientId,
      }),
    onMutate: (entry) => outbox.put({ ...entry, failure: null }),
    onSuccess({ message }, entry) {
      cache.setQueryData<CachedPages<Message>>(queryKeys.messages(chatId), (list) =>
        list === undefined ? undefined : putAnswer(list, message),
      );
      outbox.remove(entry.clientId);
    },
    onError: (error, entry) =>
      outbox.put({ ...entry, failure: error instanceof ApiError ? error.code : "unexpected" }),
  });
  const send = useCallback<SendText>(
    async (text, { delaySeconds }) => {
      const createdAt = new Date().toISOString();
      const entry = { clientId: makeClientId(), chatId, text, createdAt, failure: null, delaySeconds };
      try {
        return (await mutateAsync(entry)).message;
      } catch {
        return null; // stands in the conversation as failed, with what can be done about it
      }
    },
    [chatId, mutateAsync],
  );
  return {
    send,
    resend(clientId: string) {
      const entry = outbox.read().find((candidate) => candidate.clientId === clientId);
      if (entry) mutate(entry);
    },
    discard: (clientId: string) => outbox.remove(clientId),
  };
}

/** Tries a message again that our server has and the marketplace did not take (or may have). */
export function useRetryMessage(chatId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => callApi(retryMessage, { params: { id: messageId } }),
    async onSuccess({ message }) {
      cache.setQueryData<CachedPages<Message>>(queryKeys.messages(chatId), (list) =>
        list === undefined ? undefined : putMessage(list, message),
      );
      // The stream may have told of the new attempt before this answer came: look once more.
      await cache.invalidateQueries({ queryKey: queryKeys.messages(chatId) });
    },
  });
}
