"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { goInInbox } from "../inbox/inbox-location";
import { filterView, inboxPath, parseInboxPath } from "../inbox/views";

/** The address of a chat from outside the inbox: among all chats, at a message when one is meant. */
export function chatPath(chatId: string, messageId: string | null = null): string {
  return at(inboxPath(filterView({ status: "all" }), chatId), messageId);
}

function at(path: string, messageId: string | null): string {
  return messageId === null ? path : `${path}?message=${encodeURIComponent(messageId)}`;
}

/** Opens a chat from anywhere. Inside the inbox the list stays on the view that is open. */
export function useGoToChat(): (chatId: string, messageId?: string | null) => void {
  const router = useRouter();
  return useCallback(
    (chatId, messageId = null) => {
      const { pathname } = window.location;
      if (!pathname.startsWith("/inbox")) router.push(chatPath(chatId, messageId));
      else goInInbox(at(inboxPath(parseInboxPath(pathname).view, chatId), messageId));
    },
    [router],
  );
}
