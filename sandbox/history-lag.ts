import type { Chat, Message } from "./model";

/**
 * The messages the history shows now: without those that the list announces but the history does not
 * have yet (research 2.9, seen in production). Each look counts down the fault's number of calls.
 */
export function hideLagging(chat: Chat, nowMs: number): readonly Message[] {
  if (chat.lag.length === 0) return chat.messages;
  const hidden = new Set<bigint>();
  for (const lag of chat.lag) {
    if (lag.calls > 0 || nowMs < lag.untilMs) hidden.add(lag.id);
    lag.calls -= 1;
  }
  chat.lag = chat.lag.filter((lag) => lag.calls > 0 || nowMs < lag.untilMs);
  return chat.messages.filter((message) => !hidden.has(message.id));
}
