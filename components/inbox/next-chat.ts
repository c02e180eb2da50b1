import type { Chat } from "@/lib/wire/chats";
import { goInInbox } from "./inbox-location";
import { defaultView, inboxPath, type View } from "./views";

/** The chat to open once this one is done: the one below it, else the one above; null when it is the only one. */
export function nextChatAfter<Item extends { readonly id: string }>(
  chats: readonly Item[],
  chatId: string,
): Item | null {
  const at = chats.findIndex((chat) => chat.id === chatId);
  if (at === -1) return chats[0] ?? null;
  return chats[at + 1] ?? chats[at - 1] ?? null;
}

interface CurrentList {
  readonly view: View;
  readonly chats: readonly Chat[];
}

let current: CurrentList = { view: defaultView, chats: [] };

/** Only the inbox calls this: what stands on the screen now. */
export function setCurrentList(list: CurrentList): void {
  current = list;
}

/** The view on the screen and its loaded chats, in their order. */
export function currentList(): CurrentList {
  return current;
}

/** Leaves a chat that is done for the next of the list; for the list itself when there is none. */
export function openNextAfter(chatId: string): void {
  const next = nextChatAfter(current.chats, chatId);
  goInInbox(inboxPath(current.view, next?.id ?? null));
}
