"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type BroadcastRules, changeBroadcastRules, getBroadcastRules } from "@/lib/wire/broadcast-rules";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** How buyers are spared. */
export function useBroadcastRules() {
  return useQuery({
    queryKey: queryKeys.broadcastRules(),
    queryFn: async ({ signal }) => (await callApi(getBroadcastRules, { signal })).rules,
  });
}

/** Sets all of the rules at once. */
export function useChangeBroadcastRules() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (rules: BroadcastRules) => (await callApi(changeBroadcastRules, { body: rules })).rules,
    onSuccess: (rules) => cache.setQueryData(queryKeys.broadcastRules(), rules),
  });
}
