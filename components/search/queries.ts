"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { searchMessages } from "@/lib/wire/search";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { type SearchState, toSearchQuery } from "./search-state";

const PAGE_SIZE = 40;

/** What was found, page by page; nothing is asked while there are no words. The last answer stays until the next. */
export function useSearch(state: SearchState) {
  const query = toSearchQuery(state);
  return useInfiniteQuery({
    queryKey: queryKeys.search(query ?? {}),
    queryFn: ({ pageParam, signal }) =>
      callApi(searchMessages, {
        query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });
}
