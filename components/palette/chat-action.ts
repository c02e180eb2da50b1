/** What the palette can ask of the chat that is open; the inbox does it. */
export type ChatAction = "assign" | "tag" | "snooze" | "close" | "note";

/** Its `detail` holds the action. */
export const CHAT_ACTION_EVENT = "desk:chat-action";

/** Asks the open chat for an action, as its key would. */
export function tellChatAction(action: ChatAction): void {
  window.dispatchEvent(new CustomEvent(CHAT_ACTION_EVENT, { detail: { action } }));
}
