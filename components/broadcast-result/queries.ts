"use client";

import {
  type InfiniteData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { getBroadcastResult, listRecipients } from "@/lib/wire/broadcast-results";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import type { RecipientChoice } from "./recipient-choice";

const PAGE_SIZE = 50;
/** The broadcast itself comes with each event; what is counted and listed is asked for at most this often. */
const FIGURES_AFTER_MS = 3_000;
/** Who has paged further reads a list that stands still: asking for it anew goes page by page. */
const LIVE_PAGES = 3;

/** What came of a broadcast so far. */
export function useBroadcastResult(broadcastId: string) {
  return useQuery({
    queryKey: queryKeys.broadcastResult(broadcastId),
    queryFn: async ({ signal }) =>
      (await callApi(getBroadcastResult, { params: { id: broadcastId }, signal })).result,
  });
}

/** The recipients that were chosen, in the order of their turn. */
export function useRecipients(broadcastId: string, choice: RecipientChoice) {
  return useInfiniteQuery({
    queryKey: queryKeys.broadcastRecipients(broadcastId, choice),
    queryFn: ({ pageParam, signal }) =>
      callApi(listRecipients, {
        params: { id: broadcastId },
        query: { ...choice, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor; null alone would fix the type to null
    getNextPageParam: (page) => page.next_cursor,
  });
}

type Pages = InfiniteData<AnswerOf<typeof listRecipients>>;

function lookAgain(cache: QueryClient, broadcastId: string): void {
  void cache.invalidateQueries({ queryKey: queryKeys.broadcastResult(broadcastId) });
  void cache.invalidateQueries({
    queryKey: ["broadcasts", "recipients", broadcastId],
    predicate: ({ queryKey }) => (cache.getQueryData<Pages>(queryKey)?.pages.length ?? 0) <= LIVE_PAGES,
  });
}

/** Asks anew for figures and recipients of one broadcast while the stream tells that it moves. */
export function useLiveFigures(broadcastId: string): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveEvent((event) => {
      if (event.name !== "broadcast.updated" || event.data.broadcast.id !== broadcastId) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        lookAgain(cache, broadcastId);
      }, FIGURES_AFTER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cache, broadcastId]);
}
