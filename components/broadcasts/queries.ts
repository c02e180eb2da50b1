"use client";

import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import {
  addBroadcast,
  approveBroadcast,
  type Broadcast,
  cancelBroadcast,
  changeBroadcast,
  getBroadcast,
  listBroadcasts,
  pauseBroadcast,
  removeBroadcast,
  resumeBroadcast,
  retryBroadcast,
  startBroadcast,
} from "@/lib/wire/broadcasts";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import type { CachedPages } from "../live/apply-event";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { type BroadcastFilters, dropBroadcast, putBroadcast } from "./put-broadcast";

const PAGE_SIZE = 30;

/** Broadcasts page by page, newest first; kept up by `useBroadcastEvents`. */
export function useBroadcasts(filters: BroadcastFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.broadcastList(filters),
    queryFn: ({ pageParam, signal }) =>
      callApi(listBroadcasts, {
        query: { ...filters, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** One broadcast; null asks nothing. */
export function useBroadcast(broadcastId: string | null) {
  return useQuery({
    queryKey: queryKeys.broadcast(broadcastId ?? ""),
    enabled: broadcastId !== null,
    queryFn: async ({ signal }) =>
      (await callApi(getBroadcast, { params: { id: broadcastId ?? "" }, signal })).broadcast,
  });
}

/** Filters stand in the key of each cached list (`queryKeys.broadcastList`). */
function filtersOfKey(queryKey: readonly unknown[]): BroadcastFilters {
  return queryKey[2] as BroadcastFilters; // made by queryKeys.broadcastList and nowhere else
}

/** Takes a broadcast as it is now into every cached list and its own entry. */
export function showBroadcast(cache: QueryClient, broadcast: Broadcast): void {
  cache.setQueryData<Broadcast>(queryKeys.broadcast(broadcast.id), broadcast);
  const lists = cache.getQueriesData<CachedPages<Broadcast>>({ queryKey: queryKeys.broadcastLists() });
  for (const [key, list] of lists) {
    if (list !== undefined) cache.setQueryData(key, putBroadcast(list, broadcast, filtersOfKey(key)));
  }
}

/** Takes broadcasts into the cache as the stream tells of them. For every screen that shows any. */
export function useBroadcastEvents(): void {
  const cache = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name === "broadcast.updated") showBroadcast(cache, event.data.broadcast);
      }),
    [cache],
  );
}

const steps = {
  start: startBroadcast,
  pause: pauseBroadcast,
  resume: resumeBroadcast,
  cancel: cancelBroadcast,
  approve: approveBroadcast,
  retry: retryBroadcast,
} as const;
export type BroadcastStep = keyof typeof steps;

/** Starts, pauses, resumes, cancels, approves or retries: `mutate({ id, step })`. */
export function useStepBroadcast() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, step }: { id: string; step: BroadcastStep }) =>
      (await callApi(steps[step], { params: { id } })).broadcast,
    onSuccess: async (broadcast) => {
      // A look that was under way may have been answered before the step was made: it would take the step back.
      await cache.cancelQueries({ queryKey: queryKeys.broadcast(broadcast.id), exact: true });
      showBroadcast(cache, broadcast);
    },
  });
}

interface Making {
  readonly body: BodyInput<typeof addBroadcast>;
  /** The same for every try of the same body: a lost answer must not make a second broadcast. */
  readonly key: string;
}

/** Makes a broadcast, and starts it unless its body says otherwise. */
export function useAddBroadcast() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: Making) =>
      (await callApi(addBroadcast, { body, idempotencyKey: key })).broadcast,
    onSuccess: (broadcast) => showBroadcast(cache, broadcast),
  });
}

/** Changes a draft; of one under way its name and pace. */
export function useChangeBroadcast() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, change }: { id: string; change: BodyInput<typeof changeBroadcast> }) =>
      (await callApi(changeBroadcast, { params: { id }, body: change })).broadcast,
    onSuccess: (broadcast) => showBroadcast(cache, broadcast),
  });
}

/** Removes a draft. */
export function useRemoveBroadcast() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi(removeBroadcast, { params: { id } }),
    onSuccess(_, id) {
      const lists = cache.getQueriesData<CachedPages<Broadcast>>({ queryKey: queryKeys.broadcastLists() });
      for (const [key, list] of lists) {
        if (list !== undefined) cache.setQueryData(key, dropBroadcast(list, id));
      }
      // A page that still shows it would ask for it again, and say that it is not there, before it is left.
      cache.removeQueries({ queryKey: queryKeys.broadcast(id), type: "inactive" });
    },
  });
}
