import type { Notice } from "@/lib/wire/notices";

/** The notices as the cache holds them: pages newest first, each with the count of unread ones when it was made. */
export interface CachedNotices {
  readonly pages: readonly {
    readonly items: readonly Notice[];
    readonly next_cursor: string | null;
    readonly unread: number;
  }[];
  readonly pageParams: readonly unknown[];
}

/** How many are unread: the first page is the newest word about it. */
export function unreadOf(list: CachedNotices | undefined): number {
  return list?.pages[0]?.unread ?? 0;
}

/** Takes a new notice in, on top; the same one told twice counts once. */
export function putNotice(list: CachedNotices, notice: Notice): CachedNotices {
  const [first, ...rest] = list.pages;
  if (first === undefined) return list;
  if (list.pages.some((page) => page.items.some((item) => item.id === notice.id))) return list;
  const unread = first.unread + (notice.read_at === null ? 1 : 0);
  return { ...list, pages: [{ ...first, items: [notice, ...first.items], unread }, ...rest] };
}

/** Marks the named notices read, or all. */
export function markRead(list: CachedNotices, ids: readonly string[] | null, readAt: string): CachedNotices {
  const isMeant = (notice: Notice) => notice.read_at === null && (ids === null || ids.includes(notice.id));
  const marked = list.pages.flatMap((page) => page.items).filter(isMeant).length;
  const unread = ids === null ? 0 : Math.max(0, unreadOf(list) - marked);
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      unread,
      items: page.items.map((notice) => (isMeant(notice) ? { ...notice, read_at: readAt } : notice)),
    })),
  };
}
