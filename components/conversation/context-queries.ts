"use client";

import { useQuery } from "@tanstack/react-query";
import { getChatContext } from "@/lib/wire/chats";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** What stands beside a chat: its order's shipments, earlier chats of the same buyer or order. */
export function useChatContext(chatId: string) {
  return useQuery({
    queryKey: queryKeys.chatContext(chatId),
    queryFn: ({ signal }) => callApi(getChatContext, { params: { id: chatId }, signal }),
  });
}
