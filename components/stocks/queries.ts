"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listStocks, listWarehouses, type StockRow } from "@/lib/wire/stocks";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { type StockFilters, toStockQuery } from "./stock-filters";

const PAGE_SIZE = 50;
const MOST_A_PAGE = 100;

/** Stocks page by page; the last list stays until the next is here. Asks nothing before a seller is chosen. */
export function useStocks(filters: StockFilters) {
  const query = toStockQuery(filters);
  return useInfiniteQuery({
    queryKey: queryKeys.stockList(query),
    enabled: query.seller_id !== "",
    queryFn: ({ pageParam, signal }) =>
      callApi(listStocks, {
        query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** Where a seller's goods lie; now, once. */
export function fetchWarehouses(sellerId: string, signal?: AbortSignal) {
  return callApi(listWarehouses, { query: { seller_id: sellerId }, signal });
}

/** Where a seller's goods lie; an empty id asks nothing. */
export function useWarehouses(sellerId: string) {
  return useQuery({
    queryKey: queryKeys.warehouses(sellerId),
    enabled: sellerId !== "",
    queryFn: ({ signal }) => fetchWarehouses(sellerId, signal),
  });
}

/** Every row of a seller, up to `most`: for a table to take away. */
export async function fetchAllStocks(sellerId: string, most: number): Promise<readonly StockRow[]> {
  const found: StockRow[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: StockRow[]; next_cursor: string | null } = await callApi(listStocks, {
      query: { seller_id: sellerId, limit: MOST_A_PAGE, cursor: cursor ?? undefined },
    });
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < most);
  return found.slice(0, most);
}

const stockSections = new Set(["stocks", "warehouse_stocks", "own_stocks", "products"]);
/** While a first pass runs it tells of every page: the list is fetched again no more often than this. */
const LEAST_MS = 4000;

/** Fetches stocks again when a change came about or news were taken in. */
export function useStockEvents(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const fetchAgain = () => {
      timer = null;
      void cache.invalidateQueries({ queryKey: queryKeys.stocks() });
    };
    const forget = onLiveEvent((event) => {
      const isOver =
        event.name === "action.updated" &&
        event.data.action.kind === "update_stocks" &&
        event.data.action.finished_at !== null;
      const hasNews = event.name === "section.updated" && stockSections.has(event.data.section.section);
      if (isOver) fetchAgain();
      else if (hasNews && timer === null) timer = setTimeout(fetchAgain, LEAST_MS);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [cache]);
}
