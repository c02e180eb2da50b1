/** What can be asked of the open chat from anywhere: keys, the palette, bulk actions. */
export const chatActions = ["assign", "tag", "snooze", "close", "reply", "note", "search"] as const;
export type ChatAction = (typeof chatActions)[number];

const ACTION_EVENT = "desk:chat-action";
const INSERT_EVENT = "desk:insert-text";

function detailOf(event: Event): Record<string, unknown> {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null;
  return typeof detail === "object" && detail !== null ? { ...detail } : {};
}

/** Asks the open chat to do something; nothing happens when none is open. */
export function askChat(action: ChatAction): void {
  window.dispatchEvent(new CustomEvent(ACTION_EVENT, { detail: { action } }));
}

/** Hears what is asked of the open chat. Returns the way to stop. */
export function onChatAction(listener: (action: ChatAction) => void): () => void {
  function hear(event: Event) {
    const asked = detailOf(event).action;
    const action = chatActions.find((known) => known === asked);
    if (action) listener(action);
  }
  window.addEventListener(ACTION_EVENT, hear);
  return () => window.removeEventListener(ACTION_EVENT, hear);
}

/** Puts words into the reply where its cursor stands. */
export function insertIntoReply(text: string): void {
  window.dispatchEvent(new CustomEvent(INSERT_EVENT, { detail: { text } }));
}

/** Hears words for the reply. Returns the way to stop. */
export function onInsertIntoReply(listener: (text: string) => void): () => void {
  function hear(event: Event) {
    const { text } = detailOf(event);
    if (typeof text === "string" && text !== "") listener(text);
  }
  window.addEventListener(INSERT_EVENT, hear);
  return () => window.removeEventListener(INSERT_EVENT, hear);
}
