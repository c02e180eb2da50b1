"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { type apiToken, createApiToken, listApiTokens, removeApiToken } from "@/lib/wire/api-tokens";
import type { AnswerOf, BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

export type ApiToken = z.infer<typeof apiToken>;

/** Every admin's tokens, newest first. */
export function useApiTokens() {
  return useInfiniteQuery({
    queryKey: queryKeys.apiTokens(),
    queryFn: ({ pageParam, signal }) =>
      callApi(listApiTokens, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor; null alone would fix the type to null
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Makes a token; the answer holds it for this one time. */
export function useCreateToken(onMade: (made: AnswerOf<typeof createApiToken>) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof createApiToken>) =>
      callApi(createApiToken, { body, idempotencyKey: makeClientId() }),
    async onSuccess(made) {
      onMade(made);
      await cache.invalidateQueries({ queryKey: queryKeys.apiTokens() });
    },
  });
}

/** Ends a token. `onRemoved` is called although its row is gone by then. */
export function useRemoveToken(onRemoved: (token: ApiToken) => void) {
  const cache = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (token: ApiToken) => callApi(removeApiToken, { params: { id: token.id } }),
    onSuccess: (_, token) => onRemoved(token),
    onError: (error) => showToast("error", errorText(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.apiTokens() }),
  });
}
