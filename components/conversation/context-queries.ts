"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type Chat, getChatContext } from "@/lib/wire/chats";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** What stands beside a chat: its order's shipments, earlier chats of the same buyer or order. */
export function useChatContext(chatId: string) {
  return useQuery({
    queryKey: queryKeys.chatContext(chatId),
    queryFn: ({ signal }) => callApi(getChatContext, { params: { id: chatId }, signal }),
  });
}

/** Looks again when the buyer writes into the open chat: they may have asked for no broadcasts. */
export function useContextAfterWords({ id, last_message_at, last_message_direction }: Chat): void {
  const { refetch } = useChatContext(id);
  const saidAt = last_message_direction === "inbound" ? last_message_at : null;
  const known = useRef({ id, saidAt });
  useEffect(() => {
    const before = known.current;
    if (before.id !== id || saidAt !== null) known.current = { id, saidAt };
    if (before.id === id && saidAt !== null && saidAt !== before.saidAt) void refetch();
  }, [id, saidAt, refetch]);
}
