import type { Chat } from "@/lib/wire/chats";
import type { Message } from "@/lib/wire/messages";
import type { Seller } from "@/lib/wire/sellers";
import type { ChatListFilters } from "../inbox/views";

/** A list as the cache holds it: pages by key, the first one newest. */
export interface CachedPages<Item> {
  readonly pages: readonly { readonly items: readonly Item[]; readonly next_cursor: string | null }[];
  readonly pageParams: readonly unknown[];
}

/** Last message first, as the server sorts; chats without messages stand last. */
function isNewer(a: Chat, b: Chat): boolean {
  const first = a.last_message_at ?? "";
  const second = b.last_message_at ?? "";
  return first === second ? a.id > b.id : first > second;
}

/** What a list by time burns by: only of a chat that waits and may still be answered. */
function burningAt(chat: Chat, sort: "waiting" | "deadline", nowMs: number): string | null {
  if (!isWaitingNow(chat, nowMs)) return null;
  return sort === "waiting" ? chat.waiting_since : chat.deadline_at;
}

/** Whether `a` stands before `b`: the same order in which the server pages (lib/chats/order-chats.ts). */
export function comesBefore(
  a: Chat,
  b: Chat,
  sort: ChatListFilters["sort"] = "newest",
  nowMs: number = Date.now(),
): boolean {
  if (sort === "newest") return isNewer(a, b);
  const first = burningAt(a, sort, nowMs);
  const second = burningAt(b, sort, nowMs);
  if (first === null && second === null) return isNewer(a, b);
  if (first === second) return a.id < b.id;
  return first !== null && (second === null || first < second);
}

const isPast = (instant: string | null, nowMs: number) => instant !== null && Date.parse(instant) <= nowMs;

/** A buyer waits, and the marketplace still takes an answer. */
function isWaitingNow(chat: Chat, nowMs: number): boolean {
  return chat.waiting_since !== null && !isPast(chat.writable_until, nowMs);
}

/** A flag of the filters against what is true of the chat; left out, it asks for nothing. */
const agrees = (flag: "true" | "false" | undefined, isTrue: boolean) =>
  flag === undefined || (flag === "true") === isTrue;

/**
 * Whether a chat belongs into a list with these filters. Words (`q`) are the server's to judge: where they are asked
 * for, only the rest is.
 */
export function matchesFilters(chat: Chat, filters: ChatListFilters, nowMs: number = Date.now()): boolean {
  if (filters.kind !== undefined && chat.kind !== filters.kind) return false;
  if (filters.seller_id !== undefined && chat.seller_id !== filters.seller_id) return false;
  if (filters.status !== "all" && chat.status !== (filters.status ?? "open")) return false;
  if (filters.assignee === "none" ? chat.assignee_id !== null : !isAssignee(chat, filters)) return false;
  if (filters.tag !== undefined && !chat.tags.includes(filters.tag)) return false;
  const isWaiting = isWaitingNow(chat, nowMs);
  const isSnoozed = chat.snoozed_until !== null && !isPast(chat.snoozed_until, nowMs);
  return (
    agrees(filters.unread, chat.unread_count > 0) &&
    agrees(filters.waiting, isWaiting) &&
    agrees(filters.overdue, isWaiting && isPast(chat.due_at, nowMs)) &&
    agrees(filters.snoozed, isSnoozed)
  );
}

function isAssignee(chat: Chat, filters: ChatListFilters): boolean {
  return filters.assignee === undefined || chat.assignee_id === filters.assignee;
}

interface PutChat {
  readonly chat: Chat;
  readonly filters: ChatListFilters;
  /** The chat being read: it keeps its place even when it stops to match, so that nothing jumps under the eye. */
  readonly openChatId: string | null;
  readonly nowMs?: number;
}

/** Takes a chat as it is now into a list: in its place, out of it, or replaced where it stood. */
export function putChat(
  list: CachedPages<Chat>,
  { chat, filters, openChatId, nowMs }: PutChat,
): CachedPages<Chat> {
  const isThere = list.pages.some((page) => page.items.some((item) => item.id === chat.id));
  const isRead = chat.id === openChatId;
  if (!matchesFilters(chat, filters, nowMs)) {
    if (!isThere) return list;
    return isRead ? mapItems(list, chat, (item) => item.id === chat.id) : without(list, chat.id);
  }
  // What is sorted by time running out would fall to the end once it is answered; it does when it is left.
  if (isThere && isRead && filters.sort !== undefined && filters.sort !== "newest") {
    return mapItems(list, chat, (item) => item.id === chat.id);
  }
  if (!isThere && filters.q !== undefined) return list;
  return place(isThere ? without(list, chat.id) : list, chat, filters.sort, nowMs);
}

/** Puts a chat that is not in the list where its order says; beyond what is loaded its page comes later. */
function place(
  list: CachedPages<Chat>,
  chat: Chat,
  sort: ChatListFilters["sort"],
  nowMs: number = Date.now(),
): CachedPages<Chat> {
  const isBehind = (item: Chat) => comesBefore(chat, item, sort, nowMs);
  const pageIndex = list.pages.findIndex((page) => page.items.some(isBehind));
  const lastIndex = list.pages.length - 1;
  if (pageIndex === -1 && (list.pages[lastIndex]?.next_cursor ?? null) !== null) return list;
  const target = pageIndex === -1 ? lastIndex : pageIndex;
  return {
    ...list,
    pages: list.pages.map((page, index) => {
      if (index !== target) return page;
      const at = page.items.findIndex(isBehind);
      const cut = at === -1 ? page.items.length : at;
      return { ...page, items: [...page.items.slice(0, cut), chat, ...page.items.slice(cut)] };
    }),
  };
}

/** Once a chat is no longer read, it goes where it belongs: out of the list, or to its place. */
export function settleChat(
  list: CachedPages<Chat>,
  chatId: string,
  filters: ChatListFilters,
): CachedPages<Chat> {
  const chat = list.pages.flatMap((page) => page.items).find((item) => item.id === chatId);
  return chat === undefined ? list : putChat(list, { chat, filters, openChatId: null });
}

interface ChangeMany {
  readonly filters: ChatListFilters;
  readonly openChatId: string | null;
  /** The chat as it is now, or the same object for one that did not change. */
  readonly change: (chat: Chat) => Chat;
}

/** One change to many chats in one walk: those that stop to match go, nobody changes places. */
export function changeMany(list: CachedPages<Chat>, { filters, openChatId, change }: ChangeMany) {
  return {
    ...list,
    pages: list.pages.map((page) => {
      const items = page.items.flatMap((chat) => {
        const next = change(chat);
        if (next === chat || next.id === openChatId) return [next];
        return matchesFilters(next, filters) ? [next] : [];
      });
      const isSame = items.length === page.items.length && items.every((item, at) => item === page.items[at]);
      return isSame ? page : { ...page, items };
    }),
  };
}

/** The beginning of a long list: refetching goes page by page, so only a few may be left when all is asked anew. */
export function keepFirstPages<Item>(list: CachedPages<Item>, count: number): CachedPages<Item> {
  if (list.pages.length <= count) return list;
  return { pages: list.pages.slice(0, count), pageParams: list.pageParams.slice(0, count) };
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

/**
 * Sellers stand in the order they were loaded; a new one comes last. The stream never tells a webhook's address, since
 * everybody hears it: whoever was told the address by an answer keeps it.
 */
export function putSeller(sellers: readonly Seller[], seller: Seller): readonly Seller[] {
  const known = sellers.find((item) => item.id === seller.id);
  if (known === undefined) return [...sellers, seller];
  const isUntold = seller.webhook_url === null && seller.webhook_mode !== null;
  const next = isUntold ? { ...seller, webhook_url: known.webhook_url } : seller;
  return sellers.map((item) => (item.id === seller.id ? next : item));
}
