"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AnswerOf, BodyInput } from "@/lib/wire/endpoint";
import {
  addOutgoingWebhook,
  changeOutgoingWebhook,
  listOutgoingDeliveries,
  listOutgoingWebhooks,
  type OutgoingDelivery,
  type OutgoingWebhook,
  removeOutgoingWebhook,
  renewOutgoingSecret,
  replayDelivery,
  replayFailed,
  testOutgoingWebhook,
} from "@/lib/wire/outgoing-webhooks";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

const PAGE_SIZE = 25;
/** Deliveries come and go by themselves; nothing streams them. */
const LOOK_AGAIN_MS = 5_000;

/** Every address, the oldest first. */
export function useOutgoingWebhooks() {
  return useQuery({
    queryKey: queryKeys.outgoingWebhooks(),
    queryFn: async ({ signal }) => (await callApi(listOutgoingWebhooks, { signal })).items,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** What was sent to an address, newest first. */
export function useDeliveries(webhookId: string, status: OutgoingDelivery["status"] | null) {
  return useInfiniteQuery({
    queryKey: queryKeys.outgoingDeliveries(webhookId, status),
    queryFn: ({ pageParam, signal }) =>
      callApi(listOutgoingDeliveries, {
        params: { id: webhookId },
        query: { limit: PAGE_SIZE, status: status ?? undefined, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor; null alone would fix the type to null
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? LOOK_AGAIN_MS : false),
  });
}

function useLookAgain() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["outgoing"] });
}

export type WithSecret = AnswerOf<typeof addOutgoingWebhook>;
type WebhookBody = BodyInput<typeof addOutgoingWebhook>;

/** Adds an address; the answer holds its secret for this one time. */
export function useAddWebhook(onAdded: (added: WithSecret) => void) {
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: (body: WebhookBody) => callApi(addOutgoingWebhook, { body, idempotencyKey: makeClientId() }),
    onSuccess: onAdded,
    onSettled,
  });
}

/** Changes, pauses or wakes an address. */
export function useChangeWebhook(onChanged?: (webhook: OutgoingWebhook) => void) {
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: BodyInput<typeof changeOutgoingWebhook> }) =>
      callApi(changeOutgoingWebhook, { params: { id }, body: change }),
    onSuccess: ({ outgoing_webhook }) => onChanged?.(outgoing_webhook),
    onSettled,
  });
}

/** Deletes an address. `onRemoved` is called although its row is gone by then. */
export function useRemoveWebhook(onRemoved: (webhook: OutgoingWebhook) => void) {
  const errorText = useErrorText();
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: (webhook: OutgoingWebhook) => callApi(removeOutgoingWebhook, { params: { id: webhook.id } }),
    onSuccess: (_, webhook) => onRemoved(webhook),
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}

/** A new secret, seen this one time. */
export function useRenewSecret(onRenewed: (renewed: WithSecret) => void) {
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (webhook: OutgoingWebhook) => callApi(renewOutgoingSecret, { params: { id: webhook.id } }),
    onSuccess: onRenewed,
    onError: (error) => showToast("error", errorText(error)),
  });
}

/** Sends a test event and waits for what comes back. */
export function useTestWebhook(onTested: (delivery: OutgoingDelivery) => void) {
  const errorText = useErrorText();
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: (webhook: OutgoingWebhook) => callApi(testOutgoingWebhook, { params: { id: webhook.id } }),
    onSuccess: ({ delivery }) => onTested(delivery),
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}

/** Sends one again. */
export function useReplay(onReplayed: () => void) {
  const errorText = useErrorText();
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: (delivery: OutgoingDelivery) => callApi(replayDelivery, { params: { id: delivery.id } }),
    onSuccess: onReplayed,
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}

/** Sends again what was given up since a moment. */
export function useReplayFailed(webhookId: string, onReplayed: (count: number) => void) {
  const errorText = useErrorText();
  const onSettled = useLookAgain();
  return useMutation({
    mutationFn: (since: string) => callApi(replayFailed, { params: { id: webhookId }, body: { since } }),
    onSuccess: ({ replayed }) => onReplayed(replayed),
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}
