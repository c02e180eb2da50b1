"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import { keepDraft, readDraft } from "../composer/drafts";
import { focusComposer } from "../composer/focus-composer";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import type { MessageActions } from "./message-bubble";
import { useRetryMessage, useSendMessage } from "./queries";

/**
 * What can be done with a message of ours that did not get through. The actions stay the same object while nothing
 * about them changes, so that no bubble is drawn again for them. `round`: the composer reads its draft anew.
 */
export function useMessageActions(chat: Chat): {
  actions: MessageActions;
  send: ReturnType<typeof useSendMessage>["send"];
  round: number;
} {
  const delivery = useTranslations("delivery");
  const errorText = useErrorText();
  const me = useCurrentUser();
  const { send, resend, discard } = useSendMessage(chat.id);
  const { mutate: retryAtServer, isPending: isRetrying } = useRetryMessage(chat.id);
  const [round, setRound] = useState(0);
  const now: Omit<MessageActions, "isRetrying"> = {
    retry(message: Message) {
      if (message.id.startsWith("local:")) return resend(message.client_id ?? "");
      retryAtServer(message.id, {
        onError: (error) => showToast("error", `${delivery("retryFailed")} ${errorText(error)}`),
      });
    },
    edit(message: Message) {
      const begun = readDraft(me.id, chat.id);
      keepDraft(me.id, chat.id, begun.trim() === "" ? message.text : `${begun}\n${message.text}`);
      setRound((last) => last + 1);
      requestAnimationFrame(focusComposer);
    },
    discard: (message: Message) => discard(message.client_id ?? ""),
  };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  const actions = useMemo<MessageActions>(
    () => ({
      isRetrying,
      retry: (message) => latest.current.retry(message),
      edit: (message) => latest.current.edit(message),
      discard: (message) => latest.current.discard(message),
    }),
    [isRetrying],
  );
  return { actions, send, round };
}
