"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import { ApiError } from "../api-client";
import { Composer } from "../composer/composer";
import { InboxLink } from "../inbox/inbox-link";
import { useChat, useMarkRead } from "../inbox/queries";
import { useSeller } from "../sellers/queries";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ChatSearch } from "./chat-search";
import { ConversationHeader } from "./conversation-header";
import { ConversationSkeleton, MessagesSkeleton } from "./conversation-skeleton";
import { toStems } from "./hits";
import { ImageViewer } from "./image-viewer";
import { useMarkdown } from "./markdown-loader";
import { needsMarkdown } from "./markdown-nodes";
import { MessageList } from "./message-list";
import { withPending } from "./outbox";
import { useOutbox } from "./queries";
import { type Scene, SceneProvider } from "./scene";
import { findFirstNew } from "./timeline";
import { useMessageActions } from "./use-message-actions";
import { useTimeline } from "./use-timeline";
import { useWindow } from "./use-window";

/** One chat: head, messages, composer; or why it cannot be shown. Give it the chat's id as key. */
export function Conversation({ chatId, listPath }: { chatId: string; listPath: string }) {
  const t = useTranslations("conversation");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const chat = useChat(chatId);
  if (chat.data !== undefined) return <OpenChat chat={chat.data} listPath={listPath} />;
  if (!chat.isError) return <ConversationSkeleton />;
  const isGone = chat.error instanceof ApiError && chat.error.code === "not_found";
  return (
    <EmptyState
      isUrgent
      title={isGone ? t("notFoundTitle") : t("failedTitle")}
      text={isGone ? t("notFoundText") : errorText(chat.error)}
      action={
        isGone ? (
          <InboxLink href={listPath} className="text-accent-ink underline underline-offset-2">
            {t("toList")}
          </InboxLink>
        ) : (
          <Button onClick={() => chat.refetch()}>{common("retry")}</Button>
        )
      }
    />
  );
}

/** Marks the chat read while its end is in sight and the tab is looked at. */
function useReading(chat: Chat, isAtBottom: boolean): void {
  const { mutate } = useMarkRead();
  const [attempted, setAttempted] = useState("");
  const state = `${chat.unread_count} ${chat.last_message_at}`;
  useEffect(() => {
    function markWhenSeen() {
      if (chat.unread_count === 0 || !isAtBottom || document.visibilityState !== "visible") return;
      if (attempted === state) return; // tried for exactly this and refused: the next message tries again
      setAttempted(state);
      mutate(chat);
    }
    markWhenSeen();
    document.addEventListener("visibilitychange", markWhenSeen);
    return () => document.removeEventListener("visibilitychange", markWhenSeen);
  }, [chat, isAtBottom, attempted, state, mutate]);
}

/** The first message that was unread when the chat was opened; it stays so while the chat is open. */
function useFirstNew(chat: Chat, messages: readonly Message[], isLoaded: boolean): string | null {
  const [unreadAtOpening] = useState(chat.unread_count);
  const [found, setFound] = useState<{ id: string | null } | null>(null);
  if (found === null && isLoaded) setFound({ id: findFirstNew(messages, unreadAtOpening) });
  return found?.id ?? null;
}

/** How this chat's texts are read and what is looked for in them. */
function useSceneOf(chat: Chat, messages: readonly Message[]) {
  const seller = useSeller(chat.seller_id);
  const hasMarkdown = chat.marketplace === "ozon" && seller?.api_version === "v3";
  const markdown = useMarkdown(hasMarkdown);
  const [query, setQuery] = useState("");
  const [imageId, setImageId] = useState<string | null>(null);
  const scene = useMemo<Scene>(
    () => ({
      marketplace: chat.marketplace,
      parse: hasMarkdown ? markdown.parse : null,
      stems: toStems(query),
      openImage: setImageId,
    }),
    [chat.marketplace, hasMarkdown, markdown.parse, query],
  );
  const isReady =
    markdown.isSettled || !hasMarkdown || !messages.some((message) => needsMarkdown(message.text));
  return { scene, isReady, setQuery, imageId, setImageId };
}

function OpenChat({ chat, listPath }: { chat: Chat; listPath: string }) {
  const t = useTranslations("conversation");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const onLost = useCallback(() => showToast("error", t("messageLost")), [t]);
  const window = useWindow(chat.id, onLost);
  const { live, isLive, older } = window;
  const entries = useOutbox();
  const { actions, send, round } = useMessageActions(chat);
  const [isAtBottom, setAtBottom] = useState(true);
  const withOwn = useMemo(
    () => withPending(window.liveMessages, entries, chat.id),
    [window.liveMessages, entries, chat.id],
  );
  const messages = isLive ? withOwn : window.messages;
  const firstNewId = useFirstNew(chat, window.liveMessages, live.isSuccess);
  const timeline = useTimeline({ chatId: chat.id, messages, firstNewId, isLive, hasOlder: older.hasMore });
  const { scene, isReady, setQuery, imageId, setImageId } = useSceneOf(chat, messages);
  const isShown = !window.isPending && timeline.isReady && isReady && timeline.items.length > 0;
  useReading(chat, isAtBottom && isShown && isLive);

  return (
    <SceneProvider value={scene}>
      <ConversationHeader chat={chat} listPath={listPath} />
      <ChatSearch chatId={chat.id} onQuery={setQuery} onJump={window.jumpTo} />
      {isShown ? (
        <MessageList
          items={timeline.items}
          liveMessages={withOwn}
          isLive={isLive}
          older={older}
          newer={window.newer}
          jump={window.jump}
          waitingSince={chat.waiting_since}
          actions={actions}
          onAtBottom={setAtBottom}
          onLeaveWindow={window.leave}
        />
      ) : live.isError && messages.length === 0 ? (
        <EmptyState
          isUrgent
          title={t("failedTitle")}
          text={errorText(live.error)}
          action={<Button onClick={() => live.refetch()}>{common("retry")}</Button>}
        />
      ) : live.isSuccess && timeline.isReady && timeline.items.length === 0 ? (
        <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
      ) : (
        <MessagesSkeleton />
      )}
      <Composer key={round} chat={chat} onSend={send} />
      {imageId !== null && (
        <ImageViewer
          messages={messages}
          imageId={imageId}
          onMove={setImageId}
          onClose={() => setImageId(null)}
        />
      )}
    </SceneProvider>
  );
}
