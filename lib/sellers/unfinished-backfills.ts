import { now } from "../clock";
import { db } from "../db/client";

/** Sellers whose past is not taken in to the end and that may be asked now. */
export async function listUnfinishedBackfills(): Promise<string[]> {
  const rows = await db().seller.findMany({
    where: {
      status: "active",
      deletedAt: null,
      syncState: {
        backfillPhase: { not: "done" },
        OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now() } }],
      },
    },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
