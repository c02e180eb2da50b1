import type { ChatSort, listChats } from "@/lib/wire/chats";
import type { SavedView, ViewFilters } from "@/lib/wire/desk";
import type { QueryInput } from "@/lib/wire/endpoint";

type Query = QueryInput<typeof listChats>;

/** The filters and order of a list, exactly as they go to the server; also the key of the list in the cache. */
export type ChatListFilters = Omit<Partial<Query>, "limit" | "cursor">;

export const plainViews = [
  "waiting",
  "mine",
  "unassigned",
  "unread",
  "overdue",
  "snoozed",
  "open",
  "closed",
  "marketplace",
] as const;
export type PlainView = (typeof plainViews)[number];

export type View =
  | { readonly id: string; readonly kind: PlainView }
  | { readonly id: string; readonly kind: "seller"; readonly sellerId: string }
  | { readonly id: string; readonly kind: "tag"; readonly tag: string }
  | { readonly id: string; readonly kind: "saved"; readonly viewId: string }
  /** Filters put together by hand; they stand in the address, so that it can be sent to a colleague. */
  | { readonly id: string; readonly kind: "filter"; readonly filters: ViewFilters };

const SELLER_PREFIX = "seller-";
const TAG_PREFIX = "tag-";
const SAVED_PREFIX = "saved-";
const FILTER_PREFIX = "filter-";
export const defaultView: View = { id: "waiting", kind: "waiting" };

function after(segment: string | undefined, prefix: string): string {
  return segment?.startsWith(prefix) ? segment.slice(prefix.length) : "";
}

/** The view a segment of the address names; an unknown one opens what matters most. */
export function parseView(segment: string | undefined): View {
  const plain = plainViews.find((kind) => kind === segment);
  if (plain) return { id: plain, kind: plain };
  const sellerId = after(segment, SELLER_PREFIX);
  if (sellerId !== "") return sellerView(sellerId);
  const tag = after(segment, TAG_PREFIX);
  if (tag !== "") return tagView(tag);
  const viewId = after(segment, SAVED_PREFIX);
  if (viewId !== "") return savedViewOf(viewId);
  const filters = after(segment, FILTER_PREFIX);
  return filters === "" ? defaultView : filterView(parseFilters(filters));
}

export function sellerView(sellerId: string): View {
  return { id: `${SELLER_PREFIX}${sellerId}`, kind: "seller", sellerId };
}

export function tagView(tag: string): View {
  return { id: `${TAG_PREFIX}${tag}`, kind: "tag", tag };
}

export function savedViewOf(viewId: string): View {
  return { id: `${SAVED_PREFIX}${viewId}`, kind: "saved", viewId };
}

export function filterView(filters: ViewFilters): View {
  return { id: `${FILTER_PREFIX}${formatFilters(filters)}`, kind: "filter", filters };
}

const flags = ["unread", "waiting", "overdue", "snoozed"] as const;

function formatFilters(filters: ViewFilters): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value !== undefined) words.set(name, String(value));
  }
  return words.toString() || "all";
}

/** Filters of an address; what is not one of ours is left out. */
function parseFilters(text: string): ViewFilters {
  const words = new URLSearchParams(text);
  const word = (name: string, limit: number) => words.get(name)?.trim().slice(0, limit) || undefined;
  const status = (["open", "closed", "all"] as const).find((name) => name === words.get("status"));
  const filters: { -readonly [Name in keyof ViewFilters]: ViewFilters[Name] } = {
    kind: words.get("kind") === "marketplace" ? "marketplace" : undefined,
    status,
    seller_id: word("seller_id", 100),
    assignee: word("assignee", 100),
    tag: word("tag", 40),
    q: word("q", 200),
  };
  for (const name of flags) {
    const value = words.get(name);
    if (value === "true" || value === "false") filters[name] = value === "true";
  }
  return withoutUndefined(filters);
}

function withoutUndefined<Value extends object>(value: Value): Value {
  // Only keys without a value go; the type allows each of them to be missing.
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;
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

/** Whether a saved view or filters ask for nothing beyond what every list shows. */
export function areFiltersEmpty(filters: ViewFilters): boolean {
  return Object.values(filters).every((value) => value === undefined);
}

const work = { kind: "buyer", status: "open", snoozed: false } as const satisfies ViewFilters;

/** What a view shows, in the form in which views are saved; null: a saved view that is not (or not yet) known. */
export function viewFiltersOf(view: View, savedViews: readonly SavedView[] = []): ViewFilters | null {
  switch (view.kind) {
    case "waiting":
      return { ...work, waiting: true };
    case "mine":
      return { ...work, assignee: "me" };
    case "unassigned":
      return { ...work, assignee: "none", waiting: true };
    case "unread":
      return { ...work, unread: true };
    case "overdue":
      return { ...work, overdue: true };
    case "snoozed":
      return { kind: "buyer", status: "open", snoozed: true };
    case "open":
      return work;
    case "closed":
      return { kind: "buyer", status: "closed" };
    case "marketplace":
      return { kind: "marketplace", status: "all" };
    case "seller":
      return { ...work, seller_id: view.sellerId };
    case "tag":
      return { ...work, tag: view.tag };
    case "filter":
      return view.filters;
    case "saved":
      return savedViews.find((saved) => saved.id === view.viewId)?.filters ?? null;
    default:
      return view satisfies never;
  }
}

/** The list behind filters: what the server is asked, with the reader in place of "me" so that the cache can tell. */
export function toListFilters(filters: ViewFilters, sort: ChatSort, myId: string): ChatListFilters {
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? "true" : "false");
  return withoutUndefined({
    kind: filters.kind ?? "buyer",
    status: filters.status ?? "open",
    seller_id: filters.seller_id,
    assignee: filters.assignee === "me" ? myId : filters.assignee,
    tag: filters.tag,
    q: filters.q,
    unread: flag(filters.unread),
    waiting: flag(filters.waiting),
    overdue: flag(filters.overdue),
    snoozed: flag(filters.snoozed),
    sort,
  });
}

/** In which order a view is read when its reader chose none: work by what burns first, the rest by what is new. */
export function defaultSortOf(view: View, savedViews: readonly SavedView[] = []): ChatSort {
  switch (view.kind) {
    case "saved":
      return savedViews.find((saved) => saved.id === view.viewId)?.sort ?? "newest";
    case "open":
    case "closed":
    case "snoozed":
    case "marketplace":
      return "newest";
    default:
      return "deadline";
  }
}
