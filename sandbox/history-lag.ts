import { lowerBound } from "./message-order";
import type { Chat, Message } from "./model";

/**
 * The messages the history shows now: up to the first one that the list announces but the history does
 * not have yet (research 2.9, seen in production). A replica that lags lacks the end, never the middle.
 * Each look counts down the fault's number of calls.
 */
export function hideLagging(chat: Chat, nowMs: number): readonly Message[] {
  if (chat.lag.length === 0) return chat.messages;
  let first: bigint | null = null;
  for (const lag of chat.lag) {
    const isHidden = lag.calls > 0 || nowMs < lag.untilMs;
    if (isHidden && (first === null || lag.id < first)) first = lag.id;
    lag.calls -= 1;
  }
  chat.lag = chat.lag.filter((lag) => lag.calls > 0 || nowMs < lag.untilMs);
  return first === null ? chat.messages : chat.messages.slice(0, lowerBound(chat.messages, first));
}
