"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type Chat, changeChat } from "@/lib/wire/chats";
import { callApi } from "../api-client";
import { showChat } from "../live/live-cache";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

/** What a person changes about a chat on our side; what is left out stays as it is. */
export type ChatChange = Partial<Pick<Chat, "assignee_id" | "status" | "tags" | "snoozed_until">>;

/** The named fields of `before`: what brings a chat back when the server refuses a change. */
function takeBack(now: Chat, before: Chat, change: ChatChange): Chat {
  return {
    ...now,
    ...(change.assignee_id === undefined ? {} : { assignee_id: before.assignee_id }),
    ...(change.status === undefined ? {} : { status: before.status }),
    ...(change.tags === undefined ? {} : { tags: before.tags }),
    ...(change.snoozed_until === undefined ? {} : { snoozed_until: before.snoozed_until }),
  };
}

/**
 * Assigns, closes, tags or puts a chat off: here at once, taken back with a word when the server refuses.
 * `mutate({ chat, change })`.
 */
export function useChangeChat() {
  const cache = useQueryClient();
  const t = useTranslations("conversation");
  const errorText = useErrorText();
  return useMutation({
    mutationFn: ({ chat, change }: { chat: Chat; change: ChatChange }) =>
      callApi(changeChat, { params: { id: chat.id }, body: change }),
    onMutate({ chat, change }) {
      const before = cache.getQueryData<Chat>(queryKeys.chat(chat.id)) ?? chat;
      showChat(cache, { ...before, ...change });
      return { before };
    },
    onError(error, { chat, change }, context) {
      const now = cache.getQueryData<Chat>(queryKeys.chat(chat.id)) ?? chat;
      showChat(cache, takeBack(now, context?.before ?? chat, change));
      showToast("error", `${t("statusFailed")} ${errorText(error)}`);
    },
    onSuccess: ({ chat }) => showChat(cache, chat),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.chatCounts() }),
  });
}
