import type { Chat } from "@/lib/wire/chats";
import type { Seller } from "@/lib/wire/sellers";

export type WritingObstacle = "windowOver" | "chatClosed" | "sellerPaused" | "sellerRejected";

/** In its last hour the time left stands beside the button. */
const COUNTDOWN_MS = 60 * 60_000;

/**
 * Why nothing can be written into this chat now, or null. The reason that a person here can remove comes first.
 * An unknown seller (not loaded yet) is no obstacle: the server has the last word.
 */
export function findObstacle(
  chat: Pick<Chat, "status" | "writable_until">,
  seller: Pick<Seller, "status"> | undefined,
  nowMs: number,
): WritingObstacle | null {
  if (seller?.status === "credentials_rejected") return "sellerRejected";
  if (seller?.status === "paused") return "sellerPaused";
  if (chat.writable_until !== null && Date.parse(chat.writable_until) <= nowMs) return "windowOver";
  if (chat.status === "closed") return "chatClosed";
  return null;
}

/** Milliseconds until the marketplace closes the chat for writing, in the last hour only; null otherwise. */
export function lastHourLeft(writableUntil: string | null, nowMs: number): number | null {
  if (writableUntil === null || nowMs === 0) return null;
  const leftMs = Date.parse(writableUntil) - nowMs;
  return leftMs > 0 && leftMs <= COUNTDOWN_MS ? leftMs : null;
}
