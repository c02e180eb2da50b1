import type { ChatAction } from "./chat-events";

/** What the bar of the selected chats does by key. */
export type BulkAction = Extract<ChatAction, "close" | "assign" | "snooze" | "tag">;

const listeners = new Set<(action: BulkAction) => void>();

/** Asks the bar of the selected chats; nothing happens where nothing is selected. */
export function askSelected(action: BulkAction): void {
  for (const listener of listeners) listener(action);
}

/** Only the bar of the selected chats listens. */
export function onBulkAction(listener: (action: BulkAction) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
