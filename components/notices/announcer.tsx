"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { type Chat, getChat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import type { Notice } from "@/lib/wire/notices";
import { callApi } from "../api-client";
import { useSavedViews } from "../inbox/saved-views";
import { useChatWords } from "../inbox/use-chat-words";
import { parseInboxPath } from "../inbox/views";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { usePreferences } from "../shell/preferences-query";
import { serverNow } from "../shell/server-clock";
import { useGoToChat } from "../shell/use-go-to-chat";
import { sayOnce } from "./say-once";
import { useNoticeHead } from "./use-notice-head";
import { announcementOf, PERSONAL_NOTICES } from "./watched-views";

/** What is older when it arrives came with the history or after a break: no news to be called for. */
const NEWS_FOR_MS = 120_000;
/** The chat as it is after the message follows it on the stream; by then it stands in the cache. */
const CHAT_FOLLOWS_WITHIN_MS = 600;
/** A tab in which the chat is being read claims the message at once; the others wait this long before they speak. */
const READERS_FIRST_MS = 250;
const TEXT_CHARS = 160;

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

function isBeingRead(chatId: string): boolean {
  return document.visibilityState === "visible" && parseInboxPath(window.location.pathname).chatId === chatId;
}

/** Calls for new messages by browser notifications and sound, where the reader asked for it. Stands once in the desk. */
export function Announcer() {
  const t = useTranslations("notices");
  const cache = useQueryClient();
  const preferences = usePreferences();
  const { data: savedViews = [] } = useSavedViews();
  const { data: sellers = [] } = useSellers();
  const { id: myId } = useCurrentUser();
  const { titleOf } = useChatWords();
  const head = useNoticeHead();
  const goToChat = useGoToChat();

  async function say(id: string, said: Saying) {
    const { isShown, isHeard } = await sayOnce(id, said);
    if (isHeard) void import("./chime").then(({ playChime }) => playChime());
    if (isShown) show(said, () => said.chatId !== null && goToChat(said.chatId));
  }

  const announceMessage = useEffectEvent(async (message: Message) => {
    if (preferences.notify_views.length + preferences.sound_views.length === 0) return;
    const isNews = serverNow() - Date.parse(message.created_at) < NEWS_FOR_MS;
    if (message.direction !== "inbound" || !isNews) return;
    const chatId = message.chat_id;
    if (isBeingRead(chatId)) return void (await sayOnce(message.id, { isShown: false, isHeard: false }));
    await wait(CHAT_FOLLOWS_WITHIN_MS);
    const chat =
      cache.getQueryData<Chat>(queryKeys.chat(chatId)) ??
      (await callApi(getChat, { params: { id: chatId } }).then(
        (answer) => answer.chat,
        () => null, // not ours to see, or no connection: nothing to call for
      ));
    if (chat === null) return;
    await wait(READERS_FIRST_MS);
    const seller = sellers.find(({ id }) => id === chat.seller_id)?.name ?? "";
    await say(message.id, {
      ...announcementOf(chat, preferences, { myId, savedViews, nowMs: serverNow() }),
      title: t("newMessage", { name: titleOf(chat), seller }),
      text: message.text || t("file"),
      chatId,
    });
  });

  const announceNotice = useEffectEvent(async (notice: Notice) => {
    await say(notice.id, {
      isShown: preferences.notify_views.includes(PERSONAL_NOTICES),
      isHeard: preferences.sound_views.includes(PERSONAL_NOTICES),
      title: head(notice),
      text: notice.text,
      chatId: notice.chat_id,
    });
  });

  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name === "message.created") void announceMessage(event.data.message);
        if (event.name === "notice.created") void announceNotice(event.data.notice);
      }),
    [],
  );
  return null;
}

interface Saying {
  readonly isShown: boolean;
  readonly isHeard: boolean;
  readonly title: string;
  readonly text: string;
  readonly chatId: string | null;
}

function show({ title, text, chatId }: Saying, onPress: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const notification = new Notification(title, {
    body: text.slice(0, TEXT_CHARS),
    tag: `chat-${chatId}`, // a chat's newer word takes the place of its older one
    icon: "/icons/icon-192.png",
    silent: true, // the sound is a choice of its own
  });
  notification.onclick = () => {
    window.focus();
    onPress();
    notification.close();
  };
}
