"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { listNotices, markNoticesRead } from "@/lib/wire/notices";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { serverNow } from "../shell/server-clock";
import { type CachedNotices, markRead } from "./notices-cache";

const PAGE_SIZE = 30;

/** My notices, page by page; new ones are put in by `NoticesKeeper`. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: queryKeys.notices(),
    queryFn: ({ pageParam, signal }) =>
      callApi(listNotices, { query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    // What is read in another tab is not told by an event: looked at again when this one is.
    refetchOnWindowFocus: true,
  });
}

/** Marks notices read, here at once: `mutate(ids)`, or `mutate(null)` for all. */
export function useMarkNoticesRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[] | null) =>
      callApi(markNoticesRead, { body: ids === null ? {} : { ids: [...ids] } }),
    onMutate(ids) {
      const readAt = new Date(serverNow()).toISOString();
      cache.setQueryData<CachedNotices>(queryKeys.notices(), (list) => list && markRead(list, ids, readAt));
    },
    onError: () => cache.invalidateQueries({ queryKey: queryKeys.notices() }),
  });
}
