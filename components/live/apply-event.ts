import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import type { Seller } from "@/lib/wire/sellers";
import type { ChatListFilters } from "../inbox/views";

/** A list as the cache holds it: pages by key, the first one newest. */
export interface CachedPages<Item> {
  readonly pages: readonly { readonly items: readonly Item[]; readonly next_cursor: string | null }[];
  readonly pageParams: readonly unknown[];
}

/** Newest message first, as the server sorts; chats without messages stand last. */
function comesBefore(a: Chat, b: Chat): boolean {
  const first = a.last_message_at ?? "";
  const second = b.last_message_at ?? "";
  return first === second ? a.id > b.id : first > second;
}

/** Whether a chat belongs into a list with these filters. */
export function matchesFilters(chat: Chat, filters: ChatListFilters): boolean {
  if (filters.kind !== undefined && chat.kind !== filters.kind) return false;
  if (filters.seller_id !== undefined && chat.seller_id !== filters.seller_id) return false;
  if (filters.status !== "all" && chat.status !== (filters.status ?? "open")) return false;
  if (filters.unread === "true" && chat.unread_count === 0) return false;
  if (filters.waiting === "true" && chat.waiting_since === null) return false;
  return true;
}

interface PutChat {
  readonly chat: Chat;
  readonly filters: ChatListFilters;
  /** The chat being read: it keeps its place even when it stops to match, so that nothing jumps under the eye. */
  readonly openChatId: string | null;
}

/** Takes a chat as it is now into a list: in its place, out of it, or replaced where it stood. */
export function putChat(list: CachedPages<Chat>, { chat, filters, openChatId }: PutChat): CachedPages<Chat> {
  const isThere = list.pages.some((page) => page.items.some((item) => item.id === chat.id));
  if (!matchesFilters(chat, filters)) {
    if (!isThere) return list;
    return chat.id === openChatId
      ? mapItems(list, chat, (item) => item.id === chat.id)
      : without(list, chat.id);
  }
  const rest = isThere ? without(list, chat.id) : list;
  const pageIndex = rest.pages.findIndex((page) => page.items.some((item) => comesBefore(chat, item)));
  const lastIndex = rest.pages.length - 1;
  if (pageIndex === -1 && (rest.pages[lastIndex]?.next_cursor ?? null) !== null) return rest; // its page comes later
  const target = pageIndex === -1 ? lastIndex : pageIndex;
  return {
    ...rest,
    pages: rest.pages.map((page, index) => {
      if (index !== target) return page;
      const at = page.items.findIndex((item) => comesBefore(chat, item));
      const cut = at === -1 ? page.items.length : at;
      return { ...page, items: [...page.items.slice(0, cut), chat, ...page.items.slice(cut)] };
    }),
  };
}

/** Once a chat is no longer read, it leaves the lists it stopped to match. */
export function dropUnmatched(
  list: CachedPages<Chat>,
  chatId: string,
  filters: ChatListFilters,
): CachedPages<Chat> {
  const chat = list.pages.flatMap((page) => page.items).find((item) => item.id === chatId);
  return chat === undefined || matchesFilters(chat, filters) ? list : without(list, chatId);
}

function without<Item extends { readonly id: string }>(
  list: CachedPages<Item>,
  id: string,
): CachedPages<Item> {
  return {
    ...list,
    pages: list.pages.map((page) =>
      page.items.some((item) => item.id === id)
        ? { ...page, items: page.items.filter((item) => item.id !== id) }
        : page,
    ),
  };
}

function mapItems<Item>(
  list: CachedPages<Item>,
  next: Item,
  isMeant: (item: Item) => boolean,
): CachedPages<Item> {
  return {
    ...list,
    pages: list.pages.map((page) =>
      page.items.some(isMeant)
        ? { ...page, items: page.items.map((item) => (isMeant(item) ? next : item)) }
        : page,
    ),
  };
}

/** In one chat a message is the same one by its id, or by the name the browser gave it before it had an id. */
function isSameMessage(a: Message, b: Message): boolean {
  return a.id === b.id || (a.client_id !== null && a.client_id === b.client_id);
}

function isOlder(a: Message, b: Message): boolean {
  return a.created_at === b.created_at ? a.id < b.id : a.created_at < b.created_at;
}

/**
 * Takes a message into the loaded part of a conversation: replaces the one it is, else goes where its time says.
 * One older than everything loaded is left to paging.
 */
export function putMessage(list: CachedPages<Message>, message: Message): CachedPages<Message> {
  const isMeant = (item: Message) => isSameMessage(item, message);
  if (list.pages.some((page) => page.items.some(isMeant))) return mapItems(list, message, isMeant);
  // Pages run from newest to oldest, items inside a page from oldest to newest.
  const pageIndex = list.pages.findIndex((page) => page.items.some((item) => isOlder(item, message)));
  const lastIndex = list.pages.length - 1;
  if (pageIndex === -1 && (list.pages[lastIndex]?.next_cursor ?? null) !== null) return list;
  const target = pageIndex === -1 ? lastIndex : pageIndex;
  return {
    ...list,
    pages: list.pages.map((page, index) => {
      if (index !== target) return page;
      const at = page.items.findIndex((item) => isOlder(message, item));
      const cut = at === -1 ? page.items.length : at;
      return { ...page, items: [...page.items.slice(0, cut), message, ...page.items.slice(cut)] };
    }),
  };
}

/** The answer to a send: counts only while the stream has not yet told something newer about the same message. */
export function putAnswer(list: CachedPages<Message>, message: Message): CachedPages<Message> {
  const isKnown = list.pages.some((page) => page.items.some((item) => item.id === message.id));
  return isKnown ? list : putMessage(list, message);
}

/** Sellers stand in the order they were loaded; a new one comes last. */
export function putSeller(sellers: readonly Seller[], seller: Seller): readonly Seller[] {
  return sellers.some((item) => item.id === seller.id)
    ? sellers.map((item) => (item.id === seller.id ? seller : item))
    : [...sellers, seller];
}
