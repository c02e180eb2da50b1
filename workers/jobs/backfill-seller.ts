import { backfillSeller } from "@/lib/chats/backfill";
import type { SellerLock } from "@/lib/limits/seller-lock";
import { enqueue } from "@/lib/queue/enqueue";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";

/** Works a slice of a new seller's past, then stands in line again, so that many new sellers share the workers. */
export function backfill(withLock: SellerLock) {
  return async (payload: { seller_id: string }): Promise<void> => {
    const sellerId = payload.seller_id;
    if (!(await mayBePolled(sellerId))) return;
    // A lock of its own: polls of the same seller go on meanwhile.
    const outcome = await withLock(`backfill:${sellerId}`, async () => {
      try {
        return await backfillSeller(sellerId);
      } catch (error) {
        await followFailure(sellerId, error);
        return "failed" as const;
      }
    });
    if (outcome === "more") await enqueue("backfill-seller", { seller_id: sellerId });
  };
}
