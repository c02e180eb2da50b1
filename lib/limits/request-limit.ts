import { db } from "../db/client";
import { AppError } from "../errors";

/** At most `requests` within `seconds`, for one caller. */
export interface RequestLimit {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * Counts one request of a caller in all web processes together. Throws `too_many_requests` with the time to come back.
 * `key` names route and caller. A fixed window: at its border twice as many pass, which a guard against floods can bear.
 */
export async function countRequest(key: string, limit: RequestLimit): Promise<void> {
  const [row] = await db().$queryRaw<Array<{ count: number; seconds_left: number }>>`
    INSERT INTO request_counts AS c (key, count, resets_at)
    VALUES (${key.slice(0, 300)}, 1, now() + make_interval(secs => ${limit.seconds}))
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN c.resets_at <= now() THEN 1 ELSE c.count + 1 END,
      resets_at = CASE WHEN c.resets_at <= now() THEN EXCLUDED.resets_at ELSE c.resets_at END
    RETURNING count, extract(epoch FROM resets_at - now())::float8 AS seconds_left`;
  if (row === undefined || row.count <= limit.requests) return;
  throw new AppError("too_many_requests", { retryAfterSeconds: Math.max(1, Math.ceil(row.seconds_left)) });
}

/** For the sweep: windows that are over. Index request_counts_resets_at_idx. */
export async function forgetOldCounts(): Promise<void> {
  await db().$executeRaw`DELETE FROM request_counts WHERE resets_at < now() - interval '1 hour'`;
}
