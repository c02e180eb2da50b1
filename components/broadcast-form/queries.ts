"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import {
  addSegment,
  changeSegment,
  countAudience,
  type ExclusionReason,
  listAudience,
  listAudienceChoices,
  listSegments,
  removeSegment,
} from "@/lib/wire/audience";
import { fillForChat, previewBroadcast } from "@/lib/wire/broadcasts";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import type { Body, Terms } from "./form-state";
import { useSettled } from "./use-settled";

/** While somebody turns a number, only where it stops is asked for. */
const COUNT_AFTER_MS = 350;
/** A preview fills texts: asked for less eagerly. */
const PREVIEW_AFTER_MS = 700;
/** Buyers write and orders move: a count is old after half a minute. */
const STALE_MS = 30_000;
const PAGE_SIZE = 50;
const MOST_SEGMENTS = 100; // the most a list route gives

/** What a seller's buyers can be told apart by, and its pace. */
export function useAudienceChoices(sellerId: string | null) {
  return useQuery({
    queryKey: queryKeys.broadcastChoices(sellerId ?? ""),
    enabled: sellerId !== null,
    queryFn: ({ signal }) => callApi(listAudienceChoices, { query: { seller_id: sellerId ?? "" }, signal }),
    staleTime: 5 * 60_000,
  });
}

/** How many a broadcast would reach. The last answer stays in sight until the next; a question that is over is dropped. */
export function useAudienceCount(terms: Terms | null) {
  const settled = useSettled(terms, COUNT_AFTER_MS);
  const query = useQuery({
    queryKey: queryKeys.audienceCount(settled ?? {}),
    enabled: settled !== null,
    queryFn: async ({ signal }) => {
      if (settled === null) return null;
      return (await callApi(countAudience, { body: settled, signal })).audience;
    },
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
  const isBehind = query.isPlaceholderData || JSON.stringify(settled) !== JSON.stringify(terms);
  return { ...query, settled, isBehind };
}

/** The buyers of an audience one by one; with a reason those left out for it. */
export function useAudienceMembers(terms: Terms, reason: ExclusionReason | null) {
  const body = { ...terms, reason: reason ?? undefined };
  return useInfiniteQuery({
    queryKey: queryKeys.audienceMembers(body),
    queryFn: ({ pageParam, signal }) =>
      callApi(listAudience, { body: { ...body, limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    staleTime: STALE_MS,
  });
}

/** What a broadcast would do and say; null asks nothing. */
export function usePreview(body: Body | null) {
  const settled = useSettled(body, PREVIEW_AFTER_MS);
  const query = useQuery({
    queryKey: queryKeys.broadcastPreview(settled ?? {}),
    enabled: settled !== null,
    queryFn: ({ signal }) => (settled === null ? null : callApi(previewBroadcast, { body: settled, signal })),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
  return { ...query, isBehind: query.isPlaceholderData || JSON.stringify(settled) !== JSON.stringify(body) };
}

/** What a text says to one buyer; null asks nothing. */
export function useSample(template: string, chatId: string | null) {
  const settled = useSettled(template, PREVIEW_AFTER_MS);
  return useQuery({
    queryKey: queryKeys.broadcastSample(settled, chatId ?? ""),
    enabled: chatId !== null && settled.trim() !== "",
    queryFn: async ({ signal }) =>
      (await callApi(fillForChat, { body: { template: settled, chat_id: chatId ?? "" }, signal })).sample,
    placeholderData: keepPreviousData,
  });
}

/** Saved audiences that fit a seller: its own and those for all. */
export function useSegments(sellerId: string | null) {
  return useQuery({
    queryKey: queryKeys.segments(sellerId ?? ""),
    enabled: sellerId !== null,
    queryFn: async ({ signal }) => {
      const query = { seller_id: sellerId ?? "", limit: MOST_SEGMENTS };
      return (await callApi(listSegments, { query, signal })).items;
    },
  });
}

/** Keeps, renames, changes or removes a saved audience; the list is asked for anew. */
export function useSegmentChanges() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: queryKeys.allSegments() });
  const add = useMutation({
    mutationFn: async (body: BodyInput<typeof addSegment>) =>
      (await callApi(addSegment, { body, idempotencyKey: makeClientId() })).segment,
    onSuccess,
  });
  const change = useMutation({
    mutationFn: async ({ id, body }: { id: string; body: BodyInput<typeof changeSegment> }) =>
      (await callApi(changeSegment, { params: { id }, body })).segment,
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => callApi(removeSegment, { params: { id } }),
    onSuccess,
  });
  return { add, change, remove };
}
