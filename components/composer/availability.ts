import type { Chat } from "@/lib/wire/chats";
import type { Seller } from "@/lib/wire/sellers";

export type WritingObstacle = "windowOver" | "chatClosed" | "sellerPaused" | "sellerRejected";

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
