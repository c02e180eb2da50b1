import { syncSeller } from "@/lib/chats/sync";
import type { SellerLock } from "@/lib/limits/seller-lock";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";

/** Asks what is new for a seller, unless it is paused, resting after failures, or being polled by another process. */
export function pollSeller(withLock: SellerLock) {
  return async (payload: { seller_id: string }): Promise<void> => {
    const sellerId = payload.seller_id;
    if (!(await mayBePolled(sellerId))) return;
    await withLock(sellerId, () => syncSeller(sellerId).catch((error) => followFailure(sellerId, error)));
  };
}
