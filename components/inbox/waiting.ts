const MINUTE_MS = 60_000;
/** How soon a buyer should hear from us. An hour keeps the marketplace's own rating of answers in the green. */
export const ANSWER_TARGET_MINUTES = 60;
/** From this share of the time on the bar turns amber. */
export const WARN_FROM_SHARE = 0.75;

export type Urgency = "calm" | "warn" | "late";

export interface Waiting {
  /** How long the buyer has waited, ms; never negative. */
  readonly waitedMs: number;
  /** Filled part of the bar, 0-1. */
  readonly share: number;
  readonly urgency: Urgency;
  /** Time left to the target, ms; negative once late. */
  readonly leftMs: number;
}

/**
 * How urgent a chat is: against our own target, or the marketplace's deadline when that comes sooner.
 * Null when nobody waits.
 */
export function toWaiting(
  chat: { readonly waiting_since: string | null; readonly writable_until: string | null },
  nowMs: number,
): Waiting | null {
  if (chat.waiting_since === null) return null;
  const since = Date.parse(chat.waiting_since);
  const target = since + ANSWER_TARGET_MINUTES * MINUTE_MS;
  const deadline = chat.writable_until === null ? target : Math.min(target, Date.parse(chat.writable_until));
  const waitedMs = Math.max(0, nowMs - since);
  const leftMs = deadline - nowMs;
  const share = leftMs <= 0 ? 1 : Math.min(1, waitedMs / Math.max(1, deadline - since));
  const urgency: Urgency = leftMs <= 0 ? "late" : share >= WARN_FROM_SHARE ? "warn" : "calm";
  return { waitedMs, share, urgency, leftMs };
}
