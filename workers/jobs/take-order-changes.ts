import { needsOrders } from "@/lib/broadcasts/needs-orders";
import { takeOrderChanges } from "@/lib/chats/take-postings";
import type { SellerLock } from "@/lib/limits/seller-lock";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";

/** Asks what changed among a seller's orders, while somebody waits for that. */
export function takeChangesOfOrders(withLock: SellerLock) {
  return async (payload: { seller_id: string }): Promise<void> => {
    const sellerId = payload.seller_id;
    if (!(await needsOrders(sellerId)) || !(await mayBePolled(sellerId))) return;
    // A lock of its own: polls of the same seller go on meanwhile.
    await withLock(`orders:${sellerId}`, () =>
      takeOrderChanges(sellerId).catch((error) => followFailure(sellerId, error)),
    );
  };
}
