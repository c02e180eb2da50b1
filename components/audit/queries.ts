"use client";

import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { listAudit, listAuditActions, verifyAudit } from "@/lib/wire/audit";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { type AuditChoice, toQuery } from "./audit-filters";

const PAGE_SIZE = 50;

/** The log under a choice, page by page. */
export function useAuditLog(choice: AuditChoice) {
  return useInfiniteQuery({
    queryKey: queryKeys.auditLog(choice),
    queryFn: ({ pageParam, signal }) =>
      callApi(listAudit, {
        query: { ...toQuery(choice), limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Actions that occur in the log. */
export function useAuditActions() {
  return useQuery({
    queryKey: queryKeys.auditActions(),
    queryFn: async ({ signal }) => (await callApi(listAuditActions, { signal })).items,
  });
}

/** Works the chain out anew. */
export function useVerifyAudit() {
  return useMutation({ mutationFn: () => callApi(verifyAudit) });
}
