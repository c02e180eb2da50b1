/** What keys and the palette ask for: done to the selected chats, or else to the one that is open. */
export type ChatAction = "close" | "assign" | "snooze" | "tag";

const CHAT_EVENT = "desk:chat-action";
const BULK_EVENT = "desk:bulk-action";

/** Asks the head of the open chat; it listens for `desk:chat-action` on the window. */
export function askOpenChat(action: ChatAction): void {
  window.dispatchEvent(new CustomEvent(CHAT_EVENT, { detail: { action } }));
}

/** Asks the bar of the selected chats. */
export function askSelected(action: ChatAction): void {
  window.dispatchEvent(new CustomEvent(BULK_EVENT, { detail: { action } }));
}

/** Only the bar of the selected chats listens. */
export function onBulkAction(listener: (action: ChatAction) => void): () => void {
  // Dispatched by askSelected and nowhere else.
  const listen = (event: Event) => listener((event as CustomEvent<{ action: ChatAction }>).detail.action);
  window.addEventListener(BULK_EVENT, listen);
  return () => window.removeEventListener(BULK_EVENT, listen);
}
