"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import type { SendText } from "../conversation/queries";
import { useChangeChat } from "../inbox/chat-actions";
import { goInInbox } from "../inbox/inbox-location";
import { currentList, openNextAfter } from "../inbox/next-chat";
import { useChatWords } from "../inbox/use-chat-words";
import { inboxPath, parseInboxPath } from "../inbox/views";
import { type CachedPages, putAnswer } from "../live/apply-event";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { usePreferences } from "../shell/preferences-query";
import { showToast } from "../shell/toast";
import { chosenFiles } from "./chosen-files";
import { heldSends } from "./held-sends";

/** What the answer's way back took at least: the offer to take back ends before the server's patience does. */
const ANSWER_TAKES_MS = 50;

interface Reply {
  readonly text: string;
  /** Closes the chat and opens the next one of the list. */
  readonly closes: boolean;
}

/** Sends what was written and chosen: the text first, then each file as a message of its own. */
export function useSending(chat: Chat, sendText: SendText): (reply: Reply) => void {
  const cache = useQueryClient();
  const t = useTranslations("undo");
  const { titleOf } = useChatWords();
  const { undo_seconds: delaySeconds } = usePreferences();
  const { mutate: changeChat } = useChangeChat();
  const chatId = chat.id;

  function showMessage(message: Message, groupId: string) {
    cache.setQueryData<CachedPages<Message>>(queryKeys.messages(chatId), (list) =>
      list === undefined ? undefined : putAnswer(list, message),
    );
    holdUntil(message, groupId);
  }

  /** The server began to hold it a little later than this browser thought. */
  function holdUntil(message: Message, groupId: string) {
    const held = heldSends.read().find(({ id }) => id === groupId);
    if (held === undefined || message.held_until === null) return;
    // By the length and not by the server's clock: the two may be far apart.
    heldSends.put({ ...held, untilMs: Date.now() + delaySeconds * 1000 - ANSWER_TAKES_MS });
  }

  /** The text never reached our server while the person was already elsewhere: they must hear of it. */
  function tellOfFailure(hasClosed: boolean) {
    if (hasClosed) changeChat({ chat, change: { status: "open" } });
    if (parseInboxPath(window.location.pathname).chatId === chatId) return; // it stands there, red
    showToast("error", t("notSent", { title: titleOf(chat) }), {
      label: t("open"),
      onPress: () => goInInbox(inboxPath(currentList().view, chatId)),
    });
  }

  return ({ text, closes }) => {
    const groupId = makeClientId();
    const count = chosenFiles.mark({
      chatId,
      groupId,
      delaySeconds,
      onMessage: (message) => showMessage(message, groupId),
    });
    if (text === "" && count === 0) return;
    const message = text === "" ? Promise.resolve(null) : sendText(text, { delaySeconds });
    if (delaySeconds > 0) {
      const untilMs = Date.now() + delaySeconds * 1000;
      const chatTitle = titleOf(chat);
      heldSends.put({ id: groupId, chatId, chatTitle, text, untilMs, hasClosed: closes, message });
    }
    if (closes) {
      changeChat({ chat, change: { status: "closed" } });
      openNextAfter(chatId);
    }
    void message.then((arrived) => {
      if (arrived !== null) holdUntil(arrived, groupId);
      if (arrived !== null || text === "") return chosenFiles.sendMarked(chatId);
      heldSends.remove(groupId);
      chosenFiles.unmark(groupId);
      tellOfFailure(closes);
    });
  };
}
