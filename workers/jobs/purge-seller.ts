import { forgetCached } from "@/lib/chats/attachment-cache";
import type { SellerLock } from "@/lib/limits/seller-lock";
import { enqueue } from "@/lib/queue/enqueue";
import { purgeSlice } from "@/lib/sellers/purge-slice";

/** Short enough for a process that is asked to stop, in milliseconds. */
const SLICE_MS = 3_000;
const WAIT_MS = 5_000;

/** Deletes a removed seller slice by slice, then stands in line again; never two processes on one purge. */
export function purgeRemovedSeller(withLock: SellerLock) {
  return async (payload: { purge_id: string }): Promise<void> => {
    const purgeId = payload.purge_id;
    const outcome = await withLock(`purge:${purgeId}`, () =>
      purgeSlice({ purgeId, forMs: SLICE_MS, forgetFiles: forgetCached }),
    );
    if (outcome === "more") await enqueue("purge-seller", { purge_id: purgeId });
    if (outcome === "wait") await enqueue("purge-seller", { purge_id: purgeId }, { delayMs: WAIT_MS });
  };
}
