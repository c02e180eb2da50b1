import type { Message } from "@/lib/wire/messages";
import type { CachedPages } from "./apply-event";

/** Part of a conversation around one message; pages from newest to oldest, as everywhere. */
export type MessagePages = CachedPages<Message>;

function itemsOf(pages: MessagePages): readonly Message[] {
  return pages.pages.flatMap((page) => page.items);
}

export function hasMessage(pages: MessagePages | undefined, messageId: string): boolean {
  return pages?.pages.some((page) => page.items.some((item) => item.id === messageId)) ?? false;
}

/** A message that stands in the window already is shown as it is now; a new one belongs to the live end. */
export function replaceMessage(pages: MessagePages, message: Message): MessagePages {
  if (!hasMessage(pages, message.id)) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === message.id ? message : item)),
    })),
  };
}

/**
 * Makes one conversation of its live end and a window further up, once they touch; null while a gap is between them.
 * What the live end has counts: events reach it and not the window.
 */
export function joinWindow(live: MessagePages, window: MessagePages): MessagePages | null {
  const liveIds = new Set(itemsOf(live).map((message) => message.id));
  const windowItems = window.pages.toReversed().flatMap((page) => page.items);
  const touches = windowItems.some((message) => liveIds.has(message.id));
  if (!touches) return null;
  const firstShared = windowItems.findIndex((message) => liveIds.has(message.id));
  const older = windowItems.slice(0, firstShared);
  if (older.length === 0) return live;
  const oldestPage = window.pages.at(-1);
  return {
    pages: [...live.pages, { items: older, next_cursor: oldestPage?.next_cursor ?? null }],
    pageParams: [...live.pageParams, live.pages.at(-1)?.next_cursor ?? null],
  };
}
