"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import { ApiError } from "../api-client";
import { Composer } from "../composer/composer";
import { keepDraft, readDraft } from "../composer/drafts";
import { focusComposer } from "../composer/focus-composer";
import { InboxLink } from "../inbox/inbox-link";
import { useChat, useMarkRead } from "../inbox/queries";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ConversationHeader } from "./conversation-header";
import { MessageList } from "./message-list";
import { withPending } from "./outbox";
import { useMessages, useOutbox, useRetryMessage, useSendMessage } from "./queries";
import { findFirstNew } from "./timeline";

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

function OpenChat({ chat, listPath }: { chat: Chat; listPath: string }) {
  const t = useTranslations("conversation");
  const common = useTranslations("common");
  const delivery = useTranslations("delivery");
  const errorText = useErrorText();
  const query = useMessages(chat.id);
  const entries = useOutbox();
  const { send, resend, discard } = useSendMessage(chat.id);
  const { mutate: retryAtServer, isPending: isRetrying } = useRetryMessage(chat.id);
  const me = useCurrentUser();
  const [composerRound, setComposerRound] = useState(0); // a new round reads the draft anew
  const [isAtBottom, setAtBottom] = useState(true);
  const stored = useMemo(
    () => [...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items),
    [query.data],
  );
  const messages = useMemo(() => withPending(stored, entries, chat.id), [stored, entries, chat.id]);
  const firstNewId = useFirstNew(chat, stored, query.isSuccess);
  useReading(chat, isAtBottom && query.isSuccess);

  const actions = {
    isRetrying,
    retry(message: Message) {
      if (message.id.startsWith("local:")) return resend(message.client_id ?? "");
      retryAtServer(message.id, {
        onError: (error) => showToast("error", `${delivery("retryFailed")} ${errorText(error)}`),
      });
    },
    edit(message: Message) {
      const begun = readDraft(me.id, chat.id);
      keepDraft(me.id, chat.id, begun.trim() === "" ? message.text : `${begun}\n${message.text}`);
      setComposerRound((round) => round + 1);
      requestAnimationFrame(focusComposer);
    },
    discard: (message: Message) => discard(message.client_id ?? ""),
  };

  return (
    <>
      <ConversationHeader chat={chat} listPath={listPath} />
      {query.isPending && <MessagesSkeleton />}
      {query.isError && stored.length === 0 && (
        <EmptyState
          isUrgent
          title={t("failedTitle")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.isSuccess && messages.length === 0 && (
        <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {messages.length > 0 && (
        <MessageList
          messages={messages}
          query={query}
          firstNewId={firstNewId}
          actions={actions}
          onAtBottom={setAtBottom}
        />
      )}
      <Composer key={composerRound} chat={chat} onSend={send} />
    </>
  );
}

function MessagesSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden p-5"
    >
      <div className="skeleton h-13 w-3/5 rounded-bubble" />
      <div className="skeleton h-9 w-2/5 rounded-bubble" />
      <div className="skeleton h-13 w-1/2 self-end rounded-bubble" />
      <div className="skeleton h-9 w-2/5 rounded-bubble" />
    </div>
  );
}

function ConversationSkeleton() {
  return (
    <>
      <div className="flex h-13.25 shrink-0 items-center border-line border-b bg-panel px-5">
        <div className="skeleton h-3.5 w-40" />
      </div>
      <MessagesSkeleton />
      <div className="mx-5 mb-4.5 h-27 shrink-0 rounded-bubble border border-line bg-panel" />
    </>
  );
}
