import { db } from "../db/client";

/** Streams can resume over this long (contract); a little more is kept so that "24 h" never falls short. */
export async function forgetOldEvents(): Promise<void> {
  await db().$executeRaw`DELETE FROM events WHERE created_at < now() - interval '25 hours'`;
}
