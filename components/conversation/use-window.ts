"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Message } from "@/lib/wire/messages";
import { hasMessage, joinWindow, type MessagePages } from "../live/message-window";
import { queryKeys } from "../query-keys";
import { useMessagesAround } from "./around-queries";
import { useMessages } from "./queries";

/** A place in the conversation to go to; `round` makes going there once more a new wish. */
export interface Jump {
  readonly messageId: string;
  readonly round: number;
}

/** One end of what is loaded. */
export interface Edge {
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly hasFailed: boolean;
  readonly fetch: () => void;
}

/** Name of the parameter by which a search hit opens at its message. */
const MESSAGE_PARAM = "message";

function readLink(): string | null {
  return typeof window === "undefined"
    ? null
    : new URLSearchParams(window.location.search).get(MESSAGE_PARAM);
}

function forgetLink(): void {
  const url = new URL(window.location.href);
  if (!url.searchParams.has(MESSAGE_PARAM)) return;
  url.searchParams.delete(MESSAGE_PARAM);
  window.history.replaceState(null, "", `${url.pathname}${url.search}`);
}

/** Where to go in the conversation: by the address at first, later by the search inside the chat. */
function useJump(): { jump: Jump | null; jumpTo: (messageId: string) => void; forget: () => void } {
  useSearchParams(); // looks again when the address changes; what it tells may be some frames old
  const linked = readLink();
  const [seenLink, setSeenLink] = useState(linked);
  const [jump, setJump] = useState<Jump | null>(
    linked === null || linked === "" ? null : { messageId: linked, round: 0 },
  );
  const jumpTo = useCallback(
    (messageId: string) => setJump((last) => ({ messageId, round: (last?.round ?? 0) + 1 })),
    [],
  );
  if (linked !== seenLink) {
    setSeenLink(linked);
    if (linked !== null && linked !== "") setJump({ messageId: linked, round: (jump?.round ?? 0) + 1 });
  }
  const forget = useCallback(() => {
    setJump(null);
    forgetLink();
  }, []);
  return { jump, jumpTo, forget };
}

function toMessages(pages: MessagePages | undefined): readonly Message[] {
  return pages?.pages.toReversed().flatMap((page) => page.items) ?? [];
}

/**
 * The loaded part of a conversation: its live end, or a window around a message further up until both have grown
 * together. `onLost`: the message that was asked for is not in this chat.
 */
export function useWindow(chatId: string, onLost: () => void) {
  const cache = useQueryClient();
  const { jump, jumpTo, forget } = useJump();
  const live = useMessages(chatId);
  const isInLive = jump !== null && hasMessage(live.data, jump.messageId);
  const around = useMessagesAround(
    chatId,
    jump !== null && live.isSuccess && !isInLive ? jump.messageId : null,
  );
  const isWindow = jump !== null && !isInLive && around.data !== undefined;

  useEffect(() => {
    if (jump === null || isInLive || !around.isError) return;
    onLost();
    forget();
  }, [jump, isInLive, around.isError, onLost, forget]);

  useEffect(() => {
    if (!isWindow || around.isPlaceholderData || live.data === undefined) return;
    const joined = joinWindow(live.data, around.data);
    if (joined !== null && joined !== live.data)
      cache.setQueryData<MessagePages>(queryKeys.messages(chatId), joined);
  }, [cache, chatId, isWindow, around.data, around.isPlaceholderData, live.data]);

  // The same arrays as long as nothing changed: everything drawn below hangs on them.
  const liveMessages = useMemo(() => toMessages(live.data), [live.data]);
  const windowMessages = useMemo(() => toMessages(around.data), [around.data]);
  const shown = isWindow ? around : live;
  const older: Edge = {
    hasMore: shown.hasNextPage,
    isFetching: shown.isFetchingNextPage,
    hasFailed: shown.isFetchNextPageError,
    fetch: () => void shown.fetchNextPage(),
  };
  const newer: Edge = {
    hasMore: isWindow && around.hasPreviousPage,
    isFetching: isWindow && around.isFetchingPreviousPage,
    hasFailed: isWindow && around.isFetchPreviousPageError,
    fetch: () => void around.fetchPreviousPage(),
  };
  // Opened by a link there is nothing to show before its place is there; later what is shown stays meanwhile.
  const isFirstJump = jump?.round === 0 && !isInLive && around.data === undefined && !around.isError;
  return {
    live,
    messages: isWindow ? windowMessages : liveMessages,
    liveMessages,
    isLive: !isWindow,
    isPending: live.isPending || (isFirstJump && !live.isError),
    older,
    newer,
    /** Set once its message is among `messages`. */
    jump: jump !== null && (isInLive || (isWindow && !around.isPlaceholderData)) ? jump : null,
    jumpTo,
    /** Back to the live end. */
    leave: forget,
  };
}
