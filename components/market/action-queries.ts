"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  type Action,
  type ActionItem,
  cancelAction,
  getAction,
  listActionItems,
  listActions,
  retryAction,
} from "@/lib/wire/actions";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";

/** Should an event get lost, a card still learns how it went. */
const LOOK_AGAIN_MS = 5_000;

/** As many items as a card or a history shows. */
const ITEMS_SHOWN = 100;

/** True once nothing of it is still to come. */
export function isOver({ status }: Action): boolean {
  return status !== "queued" && status !== "running";
}

function showAction(cache: QueryClient, action: Action): void {
  cache.setQueryData<Action>(queryKeys.action(action.id), (known) =>
    known === undefined ? undefined : action,
  );
  void cache.invalidateQueries({ queryKey: queryKeys.actionItems(action.id) });
}

/** Takes actions into the cache as the stream tells of them. */
export function useActionEvents(): void {
  const cache = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name === "action.updated") showAction(cache, event.data.action);
      }),
    [cache],
  );
}

/** An action as it is now; `first`: as it was answered. */
export function useAction(first: Action): Action {
  const { data } = useQuery({
    queryKey: queryKeys.action(first.id),
    queryFn: async ({ signal }) => (await callApi(getAction, { params: { id: first.id }, signal })).action,
    initialData: first,
    staleTime: 0, // it may have gone on before anybody listened
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : LOOK_AGAIN_MS),
  });
  return data;
}

/** What came of each of its items. */
export function useActionItems(actionId: string, isWanted: boolean) {
  return useQuery({
    queryKey: queryKeys.actionItems(actionId),
    enabled: isWanted,
    queryFn: async ({ signal }): Promise<readonly ActionItem[]> =>
      (await callApi(listActionItems, { params: { id: actionId }, query: { limit: ITEMS_SHOWN }, signal }))
        .items,
  });
}

/** Takes back what has not left yet, or tries again what failed: `mutate("cancel" | "retry")`. */
export function useStepAction(actionId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (step: "cancel" | "retry") =>
      (await callApi(step === "cancel" ? cancelAction : retryAction, { params: { id: actionId } })).action,
    onSuccess: (action) => showAction(cache, action),
  });
}

/** Changes to one thing (a posting, an article, a return), newest first; looked at anew when one goes on. */
export function useActionHistory(sellerId: string, subject: string) {
  const cache = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name !== "action.updated" || event.data.action.seller_id !== sellerId) return;
        void cache.invalidateQueries({ queryKey: queryKeys.actionHistory(sellerId, subject) });
      }),
    [cache, sellerId, subject],
  );
  return useQuery({
    queryKey: queryKeys.actionHistory(sellerId, subject),
    queryFn: async ({ signal }): Promise<readonly Action[]> =>
      (await callApi(listActions, { query: { seller_id: sellerId, subject, limit: 20 }, signal })).items,
  });
}
