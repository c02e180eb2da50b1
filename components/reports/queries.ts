"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getMarketplaceScores, getReport } from "@/lib/wire/reports";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { type Choice, toReportQuery } from "./period";

/** Reports are looked at, not watched: a minute old is fresh. */
const STALE_MS = 60_000;

/** The reader's own zone: whose days and hours the report is cut by. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The report of a choice; while the next one loads, the last one stays in sight. */
export function useReport(choice: Choice) {
  const query = toReportQuery(choice, readerZone());
  return useQuery({
    queryKey: queryKeys.report(query),
    queryFn: ({ signal }) => callApi(getReport, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
}

/** How the marketplaces score the sellers' chats. */
export function useMarketplaceScores(sellerId: string | null) {
  return useQuery({
    queryKey: queryKeys.marketplaceScores(sellerId),
    queryFn: async ({ signal }) =>
      (await callApi(getMarketplaceScores, { query: { seller_id: sellerId ?? undefined }, signal })).items,
    staleTime: 10 * STALE_MS,
  });
}
