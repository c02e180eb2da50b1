"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Chat } from "@/lib/wire/chats";
import { cancelMessage, type Message } from "@/lib/wire/messages";
import { ApiError, callApi } from "../api-client";
import { useChangeChat } from "../inbox/chat-actions";
import { goInInbox } from "../inbox/inbox-location";
import { currentList } from "../inbox/next-chat";
import { inboxPath } from "../inbox/views";
import { type CachedPages, putMessage } from "../live/apply-event";
import { queryKeys } from "../query-keys";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { chosenFiles } from "./chosen-files";
import { addToDraft } from "./draft-saving";
import { focusComposer } from "./focus-composer";
import { type HeldSend, heldSends } from "./held-sends";

/** Takes a reply back: the buyer never gets it, its words return into the composer of its chat, which opens again. */
export function useTakeBack(): (entry: HeldSend) => Promise<void> {
  const cache = useQueryClient();
  const t = useTranslations("undo");
  const errorText = useErrorText();
  const { id: userId } = useCurrentUser();
  const { mutate: changeChat } = useChangeChat();
  return useCallback(
    async (entry) => {
      const { chatId } = entry;
      heldSends.remove(entry.id);
      try {
        const sent = await entry.message;
        if (sent !== null) {
          const { message } = await callApi(cancelMessage, { params: { id: sent.id } });
          cache.setQueryData<CachedPages<Message>>(queryKeys.messages(chatId), (list) =>
            list === undefined ? undefined : putMessage(list, message),
          );
        }
        await chosenFiles.takeBack(entry.id);
      } catch (error) {
        const isLate = error instanceof ApiError && error.code === "not_cancellable";
        showToast("error", isLate ? t("tooLate") : `${t("failed")} ${errorText(error)}`);
        return;
      }
      if (entry.text !== "") addToDraft({ userId, chatId }, entry.text);
      const chat = cache.getQueryData<Chat>(queryKeys.chat(chatId));
      if (entry.hasClosed && chat) changeChat({ chat, change: { status: "open" } });
      goInInbox(inboxPath(currentList().view, chatId));
      requestAnimationFrame(() => requestAnimationFrame(focusComposer)); // once its composer is drawn
    },
    [cache, t, errorText, userId, changeChat],
  );
}
