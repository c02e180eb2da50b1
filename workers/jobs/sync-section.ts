import type { SellerLock } from "@/lib/limits/seller-lock";
import { enqueue } from "@/lib/queue/enqueue";
import { runSection } from "@/lib/sync/run-section";
import { readerOf } from "../section-readers";

/** Takes in a slice of one section, and stands in line again while there is more. */
export function syncSection(withLock: SellerLock) {
  return async (payload: { seller_id: string; section: string }): Promise<void> => {
    const { seller_id: sellerId, section } = payload;
    const reader = readerOf(section);
    const outcome = await withLock(`section:${section}:${sellerId}`, () => runSection({ sellerId, reader }));
    if (outcome === "more") await enqueue("sync-section", payload);
  };
}
