"use client";

import { useEffect, useEffectEvent } from "react";
import type { Chat } from "@/lib/wire/chats";
import { focusComposer } from "../composer/focus-composer";
import { isPlainKey, isTyping } from "../shell/keys";
import { goInInbox } from "./inbox-link";
import { inboxPath, type View } from "./views";

interface InboxKeys {
  view: View;
  chats: readonly Chat[];
  openChatId: string | null;
}

/** J and K walk the list, R or Enter starts a reply, Esc leaves the chat. */
export function useInboxKeys({ view, chats, openChatId }: InboxKeys): void {
  const step = (by: number) => {
    const at = chats.findIndex((chat) => chat.id === openChatId);
    const next = chats[at === -1 ? 0 : Math.min(chats.length - 1, Math.max(0, at + by))];
    if (next) goInInbox(inboxPath(view, next.id));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPlainKey(event) || event.shiftKey || isTyping(event.target)) return;
    const isOnControl = event.target instanceof HTMLElement && event.target.closest("a, button") !== null;
    if (event.code === "KeyJ") step(1);
    else if (event.code === "KeyK") step(-1);
    else if (event.code === "KeyR" || (event.code === "Enter" && !isOnControl)) {
      if (!focusComposer()) return;
    } else if (event.code === "Escape" && openChatId !== null) goInInbox(inboxPath(view));
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
