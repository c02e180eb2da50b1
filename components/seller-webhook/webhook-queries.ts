"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { AnswerOf, BodyInput } from "@/lib/wire/endpoint";
import {
  changeSellerWebhook,
  getSellerWebhook,
  registerSellerWebhook,
  type SellerWebhook,
} from "@/lib/wire/seller-webhook";
import type { Seller } from "@/lib/wire/sellers";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** Counts of calls are written every few seconds and announced to nobody. */
const LOOK_AGAIN_MS = 10_000;

/** How a seller's webhook stands; looked at again while it is in sight, and when the seller changes. */
export function useSellerWebhook(seller: Seller) {
  const cache = useQueryClient();
  const sellerId = seller.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the event stream puts a new object when the seller changed
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: queryKeys.sellerWebhook(sellerId) });
  }, [cache, sellerId, seller]);
  return useQuery({
    queryKey: queryKeys.sellerWebhook(sellerId),
    queryFn: async ({ signal }) =>
      (await callApi(getSellerWebhook, { params: { id: sellerId }, signal })).webhook,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

function useShowWebhook() {
  const cache = useQueryClient();
  return (webhook: SellerWebhook) =>
    cache.setQueryData<SellerWebhook>(queryKeys.sellerWebhook(webhook.seller_id), webhook);
}

export function useChangeWebhook(
  sellerId: string,
  onDone?: (answer: AnswerOf<typeof changeSellerWebhook>) => void,
) {
  const show = useShowWebhook();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeSellerWebhook>) =>
      callApi(changeSellerWebhook, { params: { id: sellerId }, body }),
    onSuccess(answer) {
      show(answer.webhook);
      onDone?.(answer);
    },
  });
}

/** Registers and checks. A refusal is stored as well, so the state is read again after one. */
export function useRegisterWebhook(sellerId: string) {
  const show = useShowWebhook();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(registerSellerWebhook, { params: { id: sellerId } }),
    onSuccess: (answer) => show(answer.webhook),
    onError: () => cache.invalidateQueries({ queryKey: queryKeys.sellerWebhook(sellerId) }),
  });
}
