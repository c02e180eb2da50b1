import { db } from "../db/client";

const ENTRIES_AT_ONCE = 2_000;

/**
 * For the sweep: gives entries whose transaction is over their place in the chain and their hash, in batches. Writers
 * never wait for it: a chain made as entries are written would have every sent message stand in one line.
 */
export async function sealAudit(): Promise<void> {
  for (;;) {
    const rows = await db().$queryRaw<
      Array<{ sealed: number }>
    >`SELECT seal_audit(${ENTRIES_AT_ONCE}::int) AS sealed`;
    if ((rows[0]?.sealed ?? 0) < ENTRIES_AT_ONCE) return;
  }
}
