import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";

/**
 * Signs a person out in every process: a session is asked for with each request. A sign-in that waits for its second
 * factor ends with them. Answers how many sessions there were. `exceptSessionId`: the browser that asks.
 */
export async function endSessions(
  tx: Tx,
  { userId, exceptSessionId }: { userId: string; exceptSessionId?: string | undefined },
): Promise<number> {
  await tx.sql.verification.deleteMany({ where: { value: userId, identifier: { startsWith: "2fa-" } } });
  const { count } = await tx.sql.session.deleteMany({
    where: { userId, ...(exceptSessionId === undefined ? {} : { id: { not: exceptSessionId } }) },
  });
  return count;
}

/** For the sweep: sign-ins that ran out, and what was waiting for one; they hold addresses and browsers of people. */
export async function forgetEndedSessions(): Promise<void> {
  // no audit: they ended by themselves, long ago.
  await inTransaction(async (tx) => {
    await tx.sql.session.deleteMany({ where: { expiresAt: { lt: now() } } });
    await tx.sql.verification.deleteMany({ where: { expiresAt: { lt: now() } } });
  });
}
