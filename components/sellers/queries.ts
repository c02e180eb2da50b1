"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AnswerOf, BodyInput } from "@/lib/wire/endpoint";
import {
  addSeller,
  changeSeller,
  listSellers,
  removeSeller,
  type Seller,
  syncSeller,
} from "@/lib/wire/sellers";
import { callApi } from "../api-client";
import { putSeller } from "../live/apply-event";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";

const PAGE_SIZE = 100; // the most a list route gives

async function fetchAllSellers(signal: AbortSignal): Promise<readonly Seller[]> {
  const sellers: Seller[] = [];
  let cursor: string | null = null;
  do {
    const page: AnswerOf<typeof listSellers> = await callApi(listSellers, {
      query: { limit: PAGE_SIZE, cursor: cursor ?? undefined },
      signal,
    });
    sellers.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return sellers;
}

/** Every seller this person may see; kept fresh by the event stream. */
export function useSellers() {
  return useQuery({ queryKey: queryKeys.sellers(), queryFn: ({ signal }) => fetchAllSellers(signal) });
}

/** One seller out of the loaded ones; undefined while they load. */
export function useSeller(sellerId: string): Seller | undefined {
  return useSellers().data?.find((seller) => seller.id === sellerId);
}

/** Puts a seller that an answer told of into the list. */
export function useShowSeller() {
  const cache = useQueryClient();
  return (seller: Seller) =>
    cache.setQueryData<readonly Seller[]>(queryKeys.sellers(), (sellers) => putSeller(sellers ?? [], seller));
}

/**
 * Connects a seller; the answer holds the webhook's secret for this one time. `onAdded` is called even when the form
 * is gone by then: the event stream may tell of the new seller before the answer comes.
 */
export function useAddSeller(onAdded: (added: AnswerOf<typeof addSeller>) => void) {
  const show = useShowSeller();
  return useMutation({
    mutationFn: (body: BodyInput<typeof addSeller>) =>
      callApi(addSeller, { body, idempotencyKey: makeClientId() }),
    onSuccess(answer) {
      show(answer.seller);
      onAdded(answer);
    },
  });
}

/** Changes a seller. `onDone` is called even when the form is gone by then (see `useAddSeller`). */
export function useChangeSeller(sellerId: string, onDone?: (seller: Seller) => void) {
  const show = useShowSeller();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeSeller>) =>
      callApi(changeSeller, { params: { id: sellerId }, body }),
    onSuccess(answer) {
      show(answer.seller);
      onDone?.(answer.seller);
    },
  });
}

export function useSyncSeller(sellerId: string) {
  const show = useShowSeller();
  return useMutation({
    mutationFn: () => callApi(syncSeller, { params: { id: sellerId } }),
    onSuccess: (answer) => show(answer.seller),
  });
}

/** Removes a seller from the desk. `onRemoved` is called although its card is gone by then. */
export function useRemoveSeller(sellerId: string, onRemoved: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(removeSeller, { params: { id: sellerId } }),
    async onSuccess() {
      onRemoved();
      void cache.invalidateQueries({ queryKey: queryKeys.removedSellers() });
      cache.setQueryData<readonly Seller[]>(queryKeys.sellers(), (sellers) =>
        sellers?.filter((seller) => seller.id !== sellerId),
      );
      await cache.invalidateQueries({ queryKey: queryKeys.chatLists() });
      await cache.invalidateQueries({ queryKey: queryKeys.chatCounts() });
    },
  });
}
