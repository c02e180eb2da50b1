"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeRetention, getRetention, type RetentionRules, tryRetention } from "@/lib/wire/retention";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** How long things are kept. */
export function useRetention() {
  return useQuery({
    queryKey: queryKeys.retention(),
    queryFn: async ({ signal }) => (await callApi(getRetention, { signal })).rules,
  });
}

/** What these rules would take now; null while they are none. */
export function useRetentionTrial(rules: RetentionRules | null) {
  return useQuery({
    queryKey: queryKeys.retentionTrial(rules ?? {}),
    enabled: rules !== null,
    queryFn: async ({ signal }) =>
      rules === null ? null : (await callApi(tryRetention, { body: rules, signal })).counts,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Sets the rules. */
export function useChangeRetention() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (rules: RetentionRules) => (await callApi(changeRetention, { body: rules })).rules,
    onSuccess: (rules) => cache.setQueryData(queryKeys.retention(), rules),
  });
}
