import type { Tx } from "../db/transaction";

/** A parcel in one of these is still to come: what was late is late until then. */
const TO_COME: readonly string[] = ["awaiting", "packing", "shipped", "unknown"];

/**
 * Whether what a message about an order says is still so, asked right before it leaves: in quiet hours, or while the
 * broadcast was paused, the parcel goes on, and "it waits for you" must not reach who has it. `onceKey` as
 * `takePostingChanges` writes it; a recipient without one is about no order.
 */
export async function stillHolds(
  tx: Tx,
  { sellerId, postingNumber, onceKey }: { sellerId: string; postingNumber: string | null; onceKey: string },
): Promise<boolean> {
  if (postingNumber === null || onceKey === "") return true;
  const event = onceKey.slice(onceKey.lastIndexOf(":") + 1);
  const posting = await tx.sql.posting.findUnique({
    where: { sellerId_postingNumber: { sellerId, postingNumber } },
    select: { stage: true },
  });
  if (posting === null) return false;
  return event === "delayed" ? TO_COME.includes(posting.stage) : posting.stage === event;
}
