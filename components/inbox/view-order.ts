import type { SavedView, Tag } from "@/lib/wire/desk";
import type { ChatCounts } from "./view-counts";
import { type PlainView, parseView, savedViewOf, sellerView, tagView, type View } from "./views";

/** The work of the day, in the order it is done. */
export const workViews = [
  "waiting",
  "mine",
  "overdue",
  "unassigned",
  "unread",
  "snoozed",
  "open",
  "closed",
] as const satisfies readonly PlainView[];

/** Tags that stand in the column before "all tags" is pressed. */
const TAGS_SHOWN = 8;

/** The tags most in use first, the rest by name; the first few, or all. */
export function tagsInOrder(
  tags: readonly Tag[],
  byTag: ChatCounts["by_tag"],
  areAllShown: boolean,
): readonly Tag[] {
  const sorted = [...tags].sort(
    (a, b) => (byTag[b.name] ?? 0) - (byTag[a.name] ?? 0) || a.name.localeCompare(b.name),
  );
  return areAllShown ? sorted : sorted.slice(0, TAGS_SHOWN);
}

interface Column {
  readonly savedViews: readonly SavedView[];
  readonly sellerIds: readonly string[];
  readonly tags: readonly Tag[];
}

/** Every view of the column from top to bottom: the way the keys walk it. */
export function viewsInOrder({ savedViews, sellerIds, tags }: Column): readonly View[] {
  return [
    ...workViews.map((kind) => parseView(kind)),
    ...savedViews.map((view) => savedViewOf(view.id)),
    ...sellerIds.map(sellerView),
    ...tags.map((tag) => tagView(tag.name)),
    parseView("marketplace"),
  ];
}

/** The view `by` steps away, around the ends; from a view that is not in the column, the first. */
export function stepView(order: readonly View[], from: View, by: 1 | -1): View | undefined {
  const at = order.findIndex((view) => view.id === from.id);
  return at === -1 ? order[0] : order[(at + by + order.length) % order.length];
}
