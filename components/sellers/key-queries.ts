"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyInput } from "@/lib/wire/endpoint";
import { checkKey, importSellers, listRemovedSellers, purgeSeller, tryKey } from "@/lib/wire/seller-keys";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useShowSeller } from "./queries";

/** Tries a key without storing anything; it stays in this form's memory alone. */
export function useTryKey() {
  return useMutation({
    mutationFn: (body: BodyInput<typeof tryKey>) => callApi(tryKey, { body }),
    gcTime: 0,
  });
}

/** Asks the marketplace anew about the key in use. */
export function useCheckKey(sellerId: string) {
  const show = useShowSeller();
  return useMutation({
    mutationFn: () => callApi(checkKey, { params: { id: sellerId } }),
    onSuccess: (answer) => show(answer.seller),
  });
}

/** Tries or connects the lines of a table. Afterwards all sellers are asked for anew. */
export function useImportSellers() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof importSellers>) => callApi(importSellers, { body }),
    onSuccess: (_, { is_dry_run: isDryRun }) =>
      isDryRun === true ? undefined : cache.invalidateQueries({ queryKey: queryKeys.sellers() }),
    gcTime: 0,
  });
}

/** Removed sellers; while one is being erased, looked at every few seconds. */
export function useRemovedSellers() {
  return useQuery({
    queryKey: queryKeys.removedSellers(),
    queryFn: ({ signal }) => callApi(listRemovedSellers, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((seller) => seller.purge !== null) ? PURGE_LOOK_MS : false,
  });
}

const PURGE_LOOK_MS = 3_000;

/** Begins to erase a removed seller for good. */
export function usePurgeSeller(sellerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (confirm: string) => callApi(purgeSeller, { params: { id: sellerId }, body: { confirm } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.removedSellers() }),
  });
}
