/** Chats marked for a common change; `anchorId`: where a range begins. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchorId: string | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchorId: null };

/** Marks a chat, or takes its mark away. */
export function toggleSelected(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return ids.size === 0 ? nothingSelected : { ids, anchorId: id };
}

/** Marks everything from the last mark to this chat, in the order of the list. */
export function selectRange(selection: Selection, order: readonly string[], toId: string): Selection {
  const from = selection.anchorId === null ? -1 : order.indexOf(selection.anchorId);
  const to = order.indexOf(toId);
  if (from === -1 || to === -1) return { ids: new Set([...selection.ids, toId]), anchorId: toId };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchorId: toId };
}

/** Marks all that is loaded. */
export function selectAll(order: readonly string[]): Selection {
  return order.length === 0 ? nothingSelected : { ids: new Set(order), anchorId: order.at(-1) ?? null };
}

/** What of the marks is still in the list, in its order. */
export function selectedOf<Item extends { readonly id: string }>(
  selection: Selection,
  items: readonly Item[],
): readonly Item[] {
  return selection.ids.size === 0 ? [] : items.filter((item) => selection.ids.has(item.id));
}
