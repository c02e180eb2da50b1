import type { listChats } from "@/lib/wire/chats";
import type { QueryInput } from "@/lib/wire/endpoint";

type Query = QueryInput<typeof listChats>;

/** The filters a view stands for, exactly as they go to the server; also the key of its list in the cache. */
export type ChatListFilters = Pick<Query, "seller_id" | "kind" | "status" | "unread" | "waiting">;

export const plainViews = ["waiting", "unread", "open", "closed", "marketplace"] as const;
export type PlainView = (typeof plainViews)[number];

export type View =
  | { readonly id: string; readonly kind: PlainView }
  | { readonly id: string; readonly kind: "seller"; readonly sellerId: string };

const SELLER_PREFIX = "seller-";
export const defaultView: View = { id: "waiting", kind: "waiting" };

/** The view a segment of the address names; an unknown one opens what matters most. */
export function parseView(segment: string | undefined): View {
  const plain = plainViews.find((kind) => kind === segment);
  if (plain) return { id: plain, kind: plain };
  const sellerId = segment?.startsWith(SELLER_PREFIX) ? segment.slice(SELLER_PREFIX.length) : "";
  return sellerId === "" ? defaultView : sellerView(sellerId);
}

export function sellerView(sellerId: string): View {
  return { id: `${SELLER_PREFIX}${sellerId}`, kind: "seller", sellerId };
}

/** Where the inbox stands: `/inbox/<view>/<chatId>`. */
export function parseInboxPath(pathname: string): { view: View; chatId: string | null } {
  const [, , viewSegment, chatId] = pathname.split("/");
  return {
    view: parseView(viewSegment === undefined ? undefined : decodeSegment(viewSegment)),
    chatId: chatId ? decodeSegment(chatId) : null,
  };
}

// An address typed by hand may hold a stray percent sign.
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function inboxPath(view: View, chatId: string | null = null): string {
  const base = `/inbox/${encodeURIComponent(view.id)}`;
  return chatId === null ? base : `${base}/${encodeURIComponent(chatId)}`;
}

export function filtersOf(view: View): ChatListFilters {
  switch (view.kind) {
    case "waiting":
      return { kind: "buyer", status: "open", waiting: "true" };
    case "unread":
      return { kind: "buyer", status: "open", unread: "true" };
    case "open":
      return { kind: "buyer", status: "open" };
    case "closed":
      return { kind: "buyer", status: "closed" };
    case "marketplace":
      return { kind: "marketplace", status: "all" };
    case "seller":
      return { kind: "buyer", status: "open", seller_id: view.sellerId };
    default:
      return view satisfies never;
  }
}
