"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type Chat, getChatContext } from "@/lib/wire/chats";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { getChatOrders, type Order } from "@/lib/wire/orders";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";

/** What is known of a chat's orders: see GET /api/chats/{id}/orders. */
export type ChatOrdersAnswer = AnswerOf<typeof getChatOrders>;

/** What stands beside a chat besides its orders: other chats of the same buyer, whether they want broadcasts. */
export function useChatContext(chatId: string) {
  return useQuery({
    queryKey: queryKeys.chatContext(chatId),
    queryFn: ({ signal }) => callApi(getChatContext, { params: { id: chatId }, signal }),
  });
}

/** The orders beside a chat; kept up by `useChatOrderEvents`. */
export function useChatOrders(chatId: string) {
  return useQuery({
    queryKey: queryKeys.chatOrders(chatId),
    queryFn: ({ signal }) => callApi(getChatOrders, { params: { id: chatId }, signal }),
  });
}

/** Whether an order that was told of is one of the chat's, also one that was not here yet. */
function concerns({ order_number, posting_number, seller_id }: Chat, order: Order, known: ChatOrdersAnswer) {
  if (seller_id !== order.seller_id) return false;
  const isKnown = [...known.orders, ...known.earlier].some(({ id }) => id === order.id);
  return isKnown || order.order_number === order_number || order.posting_number === posting_number;
}

/** An order as it is now, with the steps and sums that were known of it until they are asked for anew. */
function putOrder(known: ChatOrdersAnswer, order: Order): ChatOrdersAnswer {
  return {
    ...known,
    orders: known.orders.map((one) => (one.id === order.id ? { ...one, ...order } : one)),
    earlier: known.earlier.map((one) => (one.id === order.id ? order : one)),
  };
}

function showInChat(cache: QueryClient, chat: Chat, order: Order): void {
  const queryKey = queryKeys.chatOrders(chat.id);
  const known = cache.getQueryData<ChatOrdersAnswer>(queryKey);
  if (known === undefined || !concerns(chat, order, known)) return;
  cache.setQueryData(queryKey, putOrder(known, order));
  void cache.invalidateQueries({ queryKey });
}

/** Takes the chat's orders in as the stream tells of them. */
export function useChatOrderEvents(chat: Chat): void {
  const cache = useQueryClient();
  const latest = useRef(chat);
  useEffect(() => {
    latest.current = chat;
  }, [chat]);
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name === "order.updated") showInChat(cache, latest.current, event.data.order);
      }),
    [cache],
  );
}

/** Looks again when the buyer writes into the open chat: they may name another product, or ask for no broadcasts. */
export function useContextAfterWords({ id, last_message_at, last_message_direction }: Chat): void {
  const cache = useQueryClient();
  const saidAt = last_message_direction === "inbound" ? last_message_at : null;
  const known = useRef({ id, saidAt });
  useEffect(() => {
    const before = known.current;
    if (before.id !== id || saidAt !== null) known.current = { id, saidAt };
    if (before.id !== id || saidAt === null || saidAt === before.saidAt) return;
    void cache.invalidateQueries({ queryKey: queryKeys.chatContext(id) });
    void cache.invalidateQueries({ queryKey: queryKeys.chatOrders(id) });
  }, [id, saidAt, cache]);
}
