import { Prisma } from "@/generated/prisma/client";
import type { AudienceFilters } from "../wire/audience";
import { audienceSets, audienceWhere } from "./audience-filters";
import { judgedChats } from "./exclusion";
import type { Judging } from "./judging";

/** Whose window ends first goes first; then who wrote last. */
export const turnOrder = Prisma.sql`t.until, t.buyer_last_at DESC NULLS LAST, t.id`;

/**
 * CTEs that end in `judged (id, buyer_key, until, buyer_last_at, opens_at, reason)`: everybody the filters hold for, each
 * with the one reason why they are left out, or null. `rate`: messages a second, by which their turn comes.
 */
export function judgedAudience(
  judging: Judging,
  { filters, rate }: { filters: AudienceFilters; rate: number },
): Prisma.Sql {
  const { sellerId, at } = judging;
  const asked = { sellerId, filters, at };
  return Prisma.sql`
    ${audienceSets(asked)}
    ${judgedChats(judging, audienceWhere(asked))},
    ${spares},
    ${late(judging, rate)},
    judged AS (
      SELECT t.id, t.buyer_key, t.until, t.buyer_last_at, t.opens_at,
             CASE WHEN t.id IN (SELECT spares.id FROM spares) THEN 'same_buyer'
                  WHEN t.id IN (SELECT late.id FROM late) THEN 'window_ends'
                  WHEN t.opens_at IS NOT NULL THEN 'quiet_hours' END AS reason
        FROM free t
       UNION ALL
      SELECT t.id, t.buyer_key, t.until, t.buyer_last_at, NULL, t.reason FROM told t WHERE NOT t.is_free)`;
}

/** `spares (id)`: of several chats of one buyer all but the one they wrote in last. Only those who have several are sorted. */
const spares = Prisma.sql`
  twins AS (
    SELECT t.buyer_key FROM free t WHERE t.buyer_key IS NOT NULL
     GROUP BY t.buyer_key HAVING count(*) > 1),
  spares AS MATERIALIZED (
    SELECT n.id FROM (
      SELECT t.id, row_number() OVER (PARTITION BY t.buyer_key ORDER BY t.buyer_last_at DESC NULLS LAST, t.id DESC) AS place
        FROM free t JOIN twins ON twins.buyer_key = t.buyer_key) n
     WHERE n.place > 1)`;

/**
 * `late (id)`: those whose window ends before their turn comes. In the order of their ends, each one who is in time takes
 * a place, and who comes too late takes none. With `room` the places up to one's end, the places taken among the first n
 * are n + min(0, least of room - place): whoever lowers that least is late.
 * Those who wait for the same opening stand in one line.
 */
function late(judging: Judging, rate: number): Prisma.Sql {
  if (judging.windowHours === null) return Prisma.sql`late AS (SELECT NULL::uuid AS id WHERE false)`;
  return Prisma.sql`
    line AS (
      SELECT t.id, t.opens_at, t.until, t.buyer_last_at,
             greatest(0, floor(${openSeconds(judging)} * ${rate}::float8) + 1)
               - row_number() OVER (PARTITION BY t.opens_at ORDER BY ${turnOrder}) AS room
        FROM free t
       WHERE t.until < 'infinity' AND t.id NOT IN (SELECT spares.id FROM spares)),
    least_room AS (
      SELECT t.*, least(0, min(t.room) OVER (PARTITION BY t.opens_at ORDER BY ${turnOrder} ROWS UNBOUNDED PRECEDING)) AS least
        FROM line t),
    late AS MATERIALIZED (
      SELECT n.id FROM (
        SELECT t.id, t.least, lag(t.least, 1, 0) OVER (PARTITION BY t.opens_at ORDER BY ${turnOrder}) AS before
          FROM least_room t) n
       WHERE n.least < n.before)`;
}

/** Seconds in which messages may leave between a recipient's first chance and the end of their window. */
function openSeconds({ at, rules, respectsQuietHours }: Judging): Prisma.Sql {
  const first = Prisma.sql`coalesce(t.opens_at, ${at}::timestamptz)`;
  if (!respectsQuietHours) return Prisma.sql`extract(epoch FROM t.until - ${first})::float8`;
  const day = Prisma.sql`extract(epoch FROM ${rules.allowed_to}::text::time - ${rules.allowed_from}::text::time)::float8`;
  const toEnd = Prisma.sql`extract(epoch FROM t.until - t.closes_at)::float8`;
  // Beyond the first opening's end: a night, then whole days of which a part is open.
  const after = Prisma.sql`(${toEnd} - 86400 + ${day})`;
  return Prisma.sql`CASE WHEN t.until <= t.closes_at THEN extract(epoch FROM t.until - ${first})::float8
    ELSE extract(epoch FROM t.closes_at - ${first})::float8
         + CASE WHEN ${after} <= 0 THEN 0
                ELSE floor(${after} / 86400) * ${day} + least(mod(${after}::numeric, 86400)::float8, ${day}) END END`;
}
