"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyInput } from "@/lib/wire/endpoint";
import { discardJobs, getOperations, listAlerts, listFailedJobs, retryJobs } from "@/lib/wire/operations";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

/** How often the page looks anew while somebody looks at it, in milliseconds. */
const LOOK_MS = 5_000;
const HISTORY_PAGE = 20;

/** How everything stands, looked at anew every few seconds while the tab is in sight. */
export function useOperations() {
  return useQuery({
    queryKey: queryKeys.operations(),
    queryFn: async ({ signal }) => (await callApi(getOperations, { signal })).operations,
    refetchInterval: LOOK_MS,
  });
}

/** What is wrong and what was, newest first, page by page. */
export function useAlertHistory() {
  return useInfiniteQuery({
    queryKey: queryKeys.alertHistory(),
    queryFn: ({ pageParam, signal }) =>
      callApi(listAlerts, { query: { status: "all", limit: HISTORY_PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Jobs of a queue that failed. */
export function useFailedJobs(queue: string) {
  return useQuery({
    queryKey: queryKeys.failedJobs(queue),
    queryFn: async ({ signal }) => (await callApi(listFailedJobs, { params: { name: queue }, signal })).items,
    refetchInterval: LOOK_MS,
  });
}

/** Puts failed jobs in line again or forgets them. `mutate({ ids? })`; `say` tells how many. */
export function useJobAction(queue: string, action: "retry" | "discard", say: (count: number) => string) {
  const cache = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (body: BodyInput<typeof retryJobs>) =>
      callApi(action === "retry" ? retryJobs : discardJobs, { params: { name: queue }, body }),
    onSuccess: ({ count }) => showToast("success", say(count)),
    onError: (error) => showToast("error", errorText(error)),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queryKeys.failedJobs(queue) }),
        cache.invalidateQueries({ queryKey: queryKeys.operations() }),
      ]),
  });
}
