import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { AppError } from "../errors";
import { waitsSql } from "./waits";

/** Asked whenever a list is empty: a longer look back is a report. */
const LONGEST_MS = 2 * 86_400_000;

/** Waits that began since a moment and were answered, and the middle of their lengths in seconds. Throws `invalid_input`. */
export async function readDaySoFar(input: {
  actor: Actor;
  since: string;
}): Promise<{ answered: number; median_seconds: number | null }> {
  const from = new Date(input.since);
  const to = now();
  if (from >= to || to.getTime() - from.getTime() > LONGEST_MS) throw new AppError("invalid_input");
  const scope = { sellers: visibleSellers(input.actor), from, to, timeZone: "UTC" };
  const [row] = await db().$queryRaw<Array<{ answered: number; median_seconds: number | null }>>`
    WITH ${waitsSql(scope)}
    SELECT count(*)::int AS answered,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - began_at)::float8) AS median_seconds
      FROM waits WHERE answered_at IS NOT NULL`;
  return row ?? { answered: 0, median_seconds: null };
}
