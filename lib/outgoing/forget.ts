import { now } from "../clock";
import { db } from "../db/client";

/** Deliveries are kept this long, for the log and for sending again. */
const KEPT_DAYS = 30;
/** Rows removed at once, so that no statement runs for minutes. */
const BATCH = 5_000;
/** A test whose process died will not be sent by anybody. */
const TEST_LOST_MINUTES = 2;

/** Forgets deliveries of a month ago, whatever became of them. For the sweep. */
export async function forgetOldDeliveries(): Promise<void> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  for (;;) {
    // index outgoing_deliveries_created_at_idx
    const removed = await db().$executeRaw`
      DELETE FROM outgoing_deliveries WHERE id IN (
        SELECT id FROM outgoing_deliveries WHERE created_at < ${before} ORDER BY created_at LIMIT ${BATCH})`;
    if (removed < BATCH) break;
  }
  const lost = new Date(now().getTime() - TEST_LOST_MINUTES * 60_000);
  await db().outgoingDelivery.updateMany({
    where: { status: "pending", dueAt: null, claimedAt: { lt: lost } },
    data: { status: "failed", failedAt: now() },
  });
}
