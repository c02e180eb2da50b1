"use client";

import type { Chat } from "@/lib/wire/chats";
import { focusComposer } from "../composer/focus-composer";
import { type KeyHandlers, useDeskKeys } from "../shell/use-desk-keys";
import { askSelected, type BulkAction } from "./bulk-events";
import { askChat } from "./chat-events";
import { goInInbox } from "./inbox-location";
import { stepView } from "./view-order";
import { inboxPath, type PlainView, parseView, type View } from "./views";

interface InboxKeys {
  view: View;
  /** Every view of the column, from top to bottom. */
  views: readonly View[];
  chats: readonly Chat[];
  openChatId: string | null;
  hasSelection: boolean;
  onToggle: (chatId: string) => void;
  onRange: (chatId: string) => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** The keys of the list, the views and the open chat; all of them stand in shell/key-map.ts. */
export function useInboxKeys(inbox: InboxKeys): void {
  const { view, chats, openChatId, hasSelection } = inbox;

  const neighbour = (by: number) => {
    const at = chats.findIndex((chat) => chat.id === openChatId);
    return chats[at === -1 ? 0 : Math.min(chats.length - 1, Math.max(0, at + by))];
  };
  function step(by: number) {
    const next = neighbour(by);
    if (next) goInInbox(inboxPath(view, next.id));
  }
  function extend(by: number) {
    const next = neighbour(by);
    if (!next) return;
    if (!hasSelection && openChatId !== null) inbox.onToggle(openChatId);
    inbox.onRange(next.id);
    goInInbox(inboxPath(view, next.id));
  }
  function act(action: BulkAction) {
    if (hasSelection) return askSelected(action);
    if (openChatId === null) return false;
    askChat(action);
  }
  function go(kind: PlainView) {
    goInInbox(inboxPath(parseView(kind)));
  }
  function goToNeighbourView(by: 1 | -1) {
    const target = stepView(inbox.views, view, by);
    if (target) goInInbox(inboxPath(target));
  }
  function leave() {
    if (hasSelection) return inbox.onClear();
    if (openChatId === null) return false;
    goInInbox(inboxPath(view));
  }

  const handlers: KeyHandlers = {
    nextChat: () => step(1),
    previousChat: () => step(-1),
    reply: () => focusComposer(),
    leave,
    nextView: () => goToNeighbourView(1),
    previousView: () => goToNeighbourView(-1),
    search: () => window.dispatchEvent(new CustomEvent("desk:open-search")),
    close: () => act("close"),
    assign: () => act("assign"),
    snooze: () => act("snooze"),
    tag: () => act("tag"),
    select: () => {
      const chatId = openChatId ?? focusedChatId();
      return chatId === undefined ? false : inbox.onToggle(chatId);
    },
    selectDown: () => extend(1),
    selectUp: () => extend(-1),
    selectAll: inbox.onSelectAll,
    goOpen: () => go("open"),
    goMine: () => go("mine"),
    goUnread: () => go("unread"),
    goWaiting: () => go("waiting"),
    goOverdue: () => go("overdue"),
    goSnoozed: () => go("snoozed"),
  };
  useDeskKeys(handlers);
}

/** The row the focus stands on; counts only while no chat is open, for a click leaves the focus behind. */
function focusedChatId(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-chat]")?.dataset.chat;
}
