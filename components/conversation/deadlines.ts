import type { Chat } from "@/lib/wire/chats";
import { toWaiting, type Urgency } from "../inbox/waiting";

/** The last hours in which the marketplace still takes a reply are worth a colour. */
const WINDOW_ENDS_SOON_MS = 2 * 3_600_000;

export interface ReplyDeadline {
  readonly at: Date;
  readonly leftMs: number;
  readonly urgency: Urgency;
}

/** Until when the buyer should have an answer; null when nobody waits or there is no target. */
export function toReplyDeadline(
  chat: Pick<Chat, "status" | "waiting_since" | "deadline_at">,
  nowMs: number,
): ReplyDeadline | null {
  const waiting = toWaiting(chat, nowMs);
  if (chat.status === "closed" || waiting === null || chat.deadline_at === null) return null;
  return { at: new Date(chat.deadline_at), leftMs: waiting.leftMs, urgency: waiting.urgency };
}

export type WindowState = "open" | "soon" | "over";

/** How the marketplace's window for writing stands; null: it has none, or it is not known. */
export function toWindowState(writableUntil: string | null, nowMs: number): WindowState | null {
  if (writableUntil === null) return null;
  const leftMs = Date.parse(writableUntil) - nowMs;
  if (leftMs <= 0) return "over";
  return leftMs <= WINDOW_ENDS_SOON_MS ? "soon" : "open";
}
