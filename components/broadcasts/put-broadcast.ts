import type { Broadcast, BroadcastStatus } from "@/lib/wire/broadcasts";
import type { CachedPages } from "../live/apply-event";

/** What a list of broadcasts is narrowed to; nothing given: all of them. */
export interface BroadcastFilters {
  readonly seller_id?: string;
  readonly status?: BroadcastStatus;
  readonly kind?: Broadcast["kind"];
}

function belongs(broadcast: Broadcast, filters: BroadcastFilters): boolean {
  return (
    (filters.seller_id === undefined || filters.seller_id === broadcast.seller_id) &&
    (filters.status === undefined || filters.status === broadcast.status) &&
    (filters.kind === undefined || filters.kind === broadcast.kind)
  );
}

const isSame = (one: Broadcast, other: Broadcast) => one.id === other.id;

/**
 * Takes a broadcast as it is now into a cached list, newest first. One that no longer fits the filters leaves, a new one
 * stands on top; one that is older than everything loaded waits for its page.
 */
export function putBroadcast(
  list: CachedPages<Broadcast>,
  broadcast: Broadcast,
  filters: BroadcastFilters,
): CachedPages<Broadcast> {
  const isHere = list.pages.some(({ items }) => items.some((one) => isSame(one, broadcast)));
  const fits = belongs(broadcast, filters);
  if (isHere) {
    const pages = list.pages.map((page) => ({
      ...page,
      items: fits
        ? page.items.map((one) => (isSame(one, broadcast) ? broadcast : one))
        : page.items.filter((one) => !isSame(one, broadcast)),
    }));
    return { ...list, pages };
  }
  const [first, ...rest] = list.pages;
  if (!fits || first === undefined) return list;
  const oldest = list.pages.at(-1)?.items.at(-1);
  const hasMore = list.pages.at(-1)?.next_cursor !== null;
  if (hasMore && oldest !== undefined && broadcast.created_at < oldest.created_at) return list;
  const items = [...first.items, broadcast].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  return { ...list, pages: [{ ...first, items }, ...rest] };
}

/** Takes one that was removed out of a cached list. */
export function dropBroadcast(list: CachedPages<Broadcast>, broadcastId: string): CachedPages<Broadcast> {
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      items: page.items.filter((one) => one.id !== broadcastId),
    })),
  };
}

/** Part of the audience whose turn is over, 0 to 1; 0 while there is no audience. */
export function shareDone({ counts }: Pick<Broadcast, "counts">): number {
  if (counts.audience === 0) return 0;
  return Math.min(1, (counts.sent + counts.failed + counts.skipped) / counts.audience);
}
