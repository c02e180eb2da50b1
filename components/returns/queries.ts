"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { countReturns, decideReturn, getReturn, listReturns, type ReturnDetails } from "@/lib/wire/returns";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { makeClientId } from "../make-client-id";
import { followAction } from "../market/followed";
import { queryKeys } from "../query-keys";
import type { Decision } from "./decision";
import type { ReturnQuery } from "./return-filters";

const PAGE_SIZE = 50;

/** Returns page by page; the last list stays until the next is here. */
export function useReturns(query: ReturnQuery) {
  return useInfiniteQuery({
    queryKey: queryKeys.returnList(query),
    queryFn: ({ pageParam, signal }) =>
      callApi(listReturns, { query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** How many returns stand in each tab, with the other filters. */
export function useReturnCounts({ tab: _tab, ...filters }: ReturnQuery) {
  return useQuery({
    queryKey: queryKeys.returnCounts(filters),
    queryFn: async ({ signal }) => (await callApi(countReturns, { query: filters, signal })).counts,
    placeholderData: keepPreviousData,
  });
}

/** One return with what may be done with it now: the marketplace is asked each time it is opened. */
export function useReturn(returnId: string) {
  return useQuery({
    queryKey: queryKeys.return(returnId),
    queryFn: async ({ signal }): Promise<ReturnDetails> =>
      (await callApi(getReturn, { params: { id: returnId }, signal })).return,
  });
}

/** Has one of the open things done; it is followed in the corner. The same words are the same wish. */
export function useDecideReturn(returnId: string) {
  const keys = useRef(new Map<string, string>());
  return useMutation({
    async mutationFn(decision: Decision) {
      const words = JSON.stringify(decision);
      const idempotencyKey = keys.current.get(words) ?? makeClientId();
      keys.current.set(words, idempotencyKey);
      const call = { params: { id: returnId }, body: { ...decision }, idempotencyKey };
      followAction((await callApi(decideReturn, call)).action);
    },
  });
}

const ownSections = new Set(["returns", "return_requests"]);
/** While a first pass runs it tells of every page: the list is fetched again no more often than this. */
const LEAST_MS = 4000;

/** Fetches returns again when a decision came about or news were taken in. */
export function useReturnEvents(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const fetchAgain = () => {
      timer = null;
      void cache.invalidateQueries({ queryKey: queryKeys.returns() });
    };
    const forget = onLiveEvent((event) => {
      const isDecided = event.name === "action.updated" && event.data.action.kind === "decide_return";
      const hasNews = event.name === "section.updated" && ownSections.has(event.data.section.section);
      if (isDecided) fetchAgain();
      else if (hasNews && timer === null) timer = setTimeout(fetchAgain, LEAST_MS);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [cache]);
}
