"use client";

import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { listCancelReasons } from "@/lib/wire/order-acts";
import { countOrders, getOrder, listOrders, type Order } from "@/lib/wire/orders";
import { listWarehouses } from "@/lib/wire/stocks";
import { callApi } from "../api-client";
import { type CachedPages, keepFirstPages } from "../live/apply-event";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import type { OrderQuery } from "./order-filters";
import { putOrder } from "./put-order";

const PAGE_SIZE = 50;

const ownSections: ReadonlySet<string> = new Set(["orders", "fbo_orders"]);

/** Counts follow the orders with a breath between: hundreds of them may change at once. */
const COUNTS_AFTER_MS = 1_000;

/** Orders page by page; kept up by `useOrderEvents`. */
export function useOrders(query: OrderQuery) {
  return useInfiniteQuery({
    queryKey: queryKeys.orderList(query),
    queryFn: ({ pageParam, signal }) =>
      callApi(listOrders, { query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** How many orders stand in each tab, with the other filters. */
export function useOrderCounts({ tab: _tab, sort: _sort, ...filters }: OrderQuery) {
  return useQuery({
    queryKey: queryKeys.orderCounts(filters),
    queryFn: async ({ signal }) => (await callApi(countOrders, { query: filters, signal })).counts,
    placeholderData: (before) => before,
  });
}

/** One order with everything about it; null asks nothing. */
export function useOrder(orderId: string | null) {
  return useQuery({
    queryKey: queryKeys.order(orderId ?? ""),
    enabled: orderId !== null,
    queryFn: ({ signal }) => callApi(getOrder, { params: { id: orderId ?? "" }, signal }),
  });
}

/** Why an order may be cancelled, as the marketplace says now: asked anew each time. */
export function useCancelReasons(orderId: string) {
  return useQuery({
    queryKey: queryKeys.cancelReasons(orderId),
    queryFn: async ({ signal }) =>
      (await callApi(listCancelReasons, { params: { id: orderId }, signal })).items,
    staleTime: 0,
  });
}

/** The warehouses of a seller, for choosing one; null: no seller is chosen, nothing is asked. */
export function useWarehouseChoices(sellerId: string | null) {
  return useQuery({
    queryKey: queryKeys.orderWarehouses(sellerId ?? ""),
    enabled: sellerId !== null,
    queryFn: async ({ signal }) =>
      (await callApi(listWarehouses, { query: { seller_id: sellerId ?? "" }, signal })).items,
  });
}

/** Filters stand in the key of each cached list (`queryKeys.orderList`). */
function queryOfKey(queryKey: readonly unknown[]): OrderQuery {
  return queryKey[2] as OrderQuery; // made by queryKeys.orderList and nowhere else
}

function showOrder(cache: QueryClient, order: Order, heldId: string | null): void {
  const lists = cache.getQueriesData<CachedPages<Order>>({ queryKey: queryKeys.orderLists() });
  for (const [key, list] of lists) {
    if (list === undefined) continue;
    const next = putOrder(list, order, queryOfKey(key), heldId);
    if (next !== list) cache.setQueryData(key, next);
  }
  void cache.invalidateQueries({ queryKey: queryKeys.order(order.id) });
}

/** After another order was opened: the one left behind goes where it belongs in every list. */
function releaseOrder(cache: QueryClient, orderId: string): void {
  const lists = cache.getQueriesData<CachedPages<Order>>({ queryKey: queryKeys.orderLists() });
  for (const [key, list] of lists) {
    const order = list?.pages.flatMap(({ items }) => items).find(({ id }) => id === orderId);
    if (list === undefined || order === undefined) continue;
    const next = putOrder(list, order, queryOfKey(key), null);
    if (next !== list) cache.setQueryData(key, next);
  }
}

/** Takes orders into the cache as the stream tells of them. `heldId`: the one that is open keeps its place. */
export function useOrderEvents(heldId: string | null): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (heldId === null) return;
    return () => releaseOrder(cache, heldId);
  }, [cache, heldId]);
  const show = useEffectEvent((order: Order) => showOrder(cache, order, heldId));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let afterPass: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveEvent((event) => {
      // What a pass brought is not told order by order.
      if (event.name === "section.updated" && ownSections.has(event.data.section.section))
        afterPass ??= setTimeout(() => {
          afterPass = undefined;
          void cache.invalidateQueries({ queryKey: queryKeys.orderLists() });
          void cache.invalidateQueries({ queryKey: queryKeys.allOrderCounts() });
        }, COUNTS_AFTER_MS);
      if (event.name !== "order.updated") return;
      show(event.data.order);
      timer ??= setTimeout(() => {
        timer = undefined;
        void cache.invalidateQueries({ queryKey: queryKeys.allOrderCounts() });
      }, COUNTS_AFTER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      clearTimeout(afterPass);
    };
  }, [cache]);
}

/** After a list is left: its first pages alone are asked for when it is come back to. */
export function shortenOrderList(cache: QueryClient, query: OrderQuery): void {
  cache.setQueryData<CachedPages<Order>>(queryKeys.orderList(query), (list) =>
    list === undefined ? undefined : keepFirstPages(list, 2),
  );
}
