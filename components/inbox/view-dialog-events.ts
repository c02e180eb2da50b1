import type { ChatSort } from "@/lib/wire/chats";
import type { SavedView, ViewFilters } from "@/lib/wire/desk";

/** What the dialog about a view is opened for. */
export type ViewDialogTask =
  | { readonly kind: "new"; readonly filters: ViewFilters; readonly sort: ChatSort }
  | { readonly kind: "change"; readonly view: SavedView };

const listeners = new Set<(task: ViewDialogTask) => void>();

/** Opens the dialog in which a view is saved or changed. */
export function openViewDialog(task: ViewDialogTask): void {
  for (const listener of listeners) listener(task);
}

/** Only the dialog's host listens. */
export function onViewDialog(listener: (task: ViewDialogTask) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
