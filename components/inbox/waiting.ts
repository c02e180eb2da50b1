/** From this share of the time on the bar turns amber. */
export const WARN_FROM_SHARE = 0.75;

export type Urgency = "calm" | "warn" | "late";

export interface Waiting {
  /** How long the buyer has waited, ms; never negative. */
  readonly waitedMs: number;
  /** Filled part of the bar, 0-1; nothing without a deadline. */
  readonly share: number;
  readonly urgency: Urgency;
  /** Time left to the deadline, ms; negative once late; Infinity where no deadline is known. */
  readonly leftMs: number;
}

interface WaitingChat {
  readonly waiting_since: string | null;
  /** What burns first: our own target or the marketplace's window. */
  readonly deadline_at: string | null;
}

/** How urgent a chat is, against the deadline the server reckoned. Null when nobody waits. */
export function toWaiting(chat: WaitingChat, nowMs: number): Waiting | null {
  if (chat.waiting_since === null) return null;
  const since = Date.parse(chat.waiting_since);
  const waitedMs = Math.max(0, nowMs - since);
  if (chat.deadline_at === null) {
    return { waitedMs, share: 0, urgency: "calm", leftMs: Number.POSITIVE_INFINITY };
  }
  const deadline = Date.parse(chat.deadline_at);
  const leftMs = deadline - nowMs;
  const share = leftMs <= 0 ? 1 : Math.min(1, waitedMs / Math.max(1, deadline - since));
  const urgency: Urgency = leftMs <= 0 ? "late" : share >= WARN_FROM_SHARE ? "warn" : "calm";
  return { waitedMs, share, urgency, leftMs };
}
