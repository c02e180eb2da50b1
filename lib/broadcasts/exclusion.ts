import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import type { ExclusionReason } from "../wire/audience";
import { type Choices, type Judging, readJudging } from "./judging";
import type { BroadcastRow } from "./model";

/** Stands for "long ago" where a chat has no such moment: unlike minus infinity, everybody can read it. */
const LONG_AGO = Prisma.sql`'1970-01-01T00:00:00Z'::timestamptz`;

/**
 * Until when the marketplace takes a message of ours in `chats c`, as `requireWritable` of the chats judges it;
 * 'infinity' where nothing ends it. Where a window holds and nobody knows when the buyer wrote, it counts as over: a
 * person may try their luck, a broadcast may not.
 */
function writableUntil({ windowHours }: Judging): Prisma.Sql {
  if (windowHours === null)
    return Prisma.sql`CASE WHEN c.marketplace_status = 'closed' THEN ${LONG_AGO} ELSE 'infinity'::timestamptz END`;
  return Prisma.sql`CASE WHEN c.marketplace_status = 'closed' THEN ${LONG_AGO}
    WHEN c.writable_until IS NOT NULL THEN c.writable_until
    WHEN c.is_order_open THEN 'infinity'::timestamptz
    ELSE coalesce(c.buyer_last_at + make_interval(hours => ${windowHours}::int), ${LONG_AGO}) END`;
}

/**
 * Whether a row `m` (id, buyer_key) or another chat of the same buyer is among what `found` gives. Two questions, each an
 * equality: Postgres then asks an index for one chat and builds a hash for a hundred thousand.
 */
function ofBuyer(found: (isIt: Prisma.Sql) => Prisma.Sql, chat: Prisma.Sql, buyer: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(EXISTS (${found(Prisma.sql`${chat} = m.id`)})
    OR (m.buyer_key IS NOT NULL AND EXISTS (${found(Prisma.sql`${buyer} = m.buyer_key`)})))`;
}

/** The buyer asked not to be written to: in words, by a colleague's note, or by the tag of one of their chats. */
function isOptedOut({ sellerId, rules }: Judging): Prisma.Sql {
  const said = ofBuyer(
    (
      isIt,
    ) => Prisma.sql`SELECT 1 FROM opt_outs o JOIN chats oc ON oc.id = o.chat_id AND oc.seller_id = ${sellerId}::uuid
      WHERE o.seller_id = ${sellerId}::uuid AND o.lifted_at IS NULL AND ${isIt}`,
    Prisma.sql`o.chat_id`,
    Prisma.sql`oc.buyer_key`,
  );
  // index chats_by_tag
  const tagged = Prisma.sql`(m.buyer_key IS NOT NULL AND EXISTS (
    SELECT 1 FROM chats tc WHERE tc.seller_id = ${sellerId}::uuid AND tc.tags <> '{}'
       AND tc.tags @> ARRAY[${rules.opt_out_tag}]::text[] AND tc.buyer_key = m.buyer_key))`;
  return Prisma.sql`(m.is_tagged OR ${tagged} OR ${said})`;
}

/**
 * The buyer had a broadcast lately, or has one on its way. A message about an order counts those about orders alone; a
 * broadcast's own recipient does not count against itself.
 */
function isCapped(judging: Judging): Prisma.Sql {
  const { sellerId, broadcastId, rules, at, isAboutOrders } = judging;
  const days = isAboutOrders ? rules.order_frequency_days : rules.frequency_days;
  if (!judging.respectsCap || days === 0) return Prisma.sql`false`;
  const since = new Date(at.getTime() - days * 86_400_000);
  const other = isAboutOrders
    ? Prisma.sql`r.once_key <> ''`
    : broadcastId === null
      ? Prisma.sql`true`
      : Prisma.sql`r.broadcast_id <> ${broadcastId}::uuid`;
  // indexes broadcast_recipients_by_chat, broadcast_recipients_by_buyer; for all at once broadcast_recipients_by_sending
  return ofBuyer(
    (isIt) => Prisma.sql`SELECT 1 FROM broadcast_recipients r
      WHERE r.seller_id = ${sellerId}::uuid AND r.sent_at > ${since}::timestamptz
        AND r.status IN ('sending', 'sent', 'unconfirmed') AND ${other} AND ${isIt}`,
    Prisma.sql`r.chat_id`,
    Prisma.sql`r.buyer_key`,
  );
}

/**
 * CTEs that judge each chat of `c` that `isMatched` holds for: `told (id, buyer_key, order_number, until, buyer_last_at,
 * reason, is_free)` with the first reason that lasts (null: none does, and it is free), and `free`, those alone, with
 * `opens_at` and `closes_at`: where quiet hours count, when the opening begins (null: it is open now) and ends.
 * The one expression by which everything here leaves chats out. OFFSET 0 keeps Postgres from asking it twice a chat.
 */
export function judgedChats(
  judging: Judging,
  isMatched: Prisma.Sql,
  buyerKey: Prisma.Sql = Prisma.sql`c.buyer_key`,
): Prisma.Sql {
  const { sellerId, at, rules } = judging;
  return Prisma.sql`
    told AS MATERIALIZED (
      SELECT j.*, j.reason IS NULL AS is_free FROM (
        SELECT m.id, m.buyer_key, m.order_number, m.until, m.buyer_last_at,
               CASE WHEN ${isOptedOut(judging)} THEN 'opted_out'
                    WHEN m.until < ${at}::timestamptz THEN 'not_writable'
                    WHEN m.is_asking THEN 'open_question'
                    WHEN ${isCapped(judging)} THEN 'frequency_cap' END AS reason
          FROM (
            SELECT c.id, ${buyerKey} AS buyer_key, c.order_number, c.buyer_last_at,
                   -- A chat that somebody closed asks nothing any more.
                   c.waiting_since IS NOT NULL AND c.status = 'open' AS is_asking,
                   c.tags @> ARRAY[${rules.opt_out_tag}]::text[] AS is_tagged, ${writableUntil(judging)} AS until
              FROM chats c
             WHERE c.seller_id = ${sellerId}::uuid AND c.kind = 'buyer'
               AND (c.erased_at IS NULL OR c.buyer_last_at IS NOT NULL) AND ${isMatched}) m
        OFFSET 0) j),
    ${openings(judging)}`;
}

/** More than there are. Postgres then knows that they are few, and hashes them. */
const MOST_ZONES = 600;

/** CTEs that end in `free`: where buyers live, by their newest posting, and when they may be written to there. */
export function openings({ sellerId, at, rules, respectsQuietHours, sellerZone }: Judging): Prisma.Sql {
  if (!respectsQuietHours)
    return Prisma.sql`
      free AS MATERIALIZED (
        SELECT t.*, NULL::timestamptz AS opens_at, NULL::timestamptz AS closes_at FROM told t WHERE t.is_free)`;
  const from = Prisma.sql`${rules.allowed_from}::text::time`;
  const to = Prisma.sql`${rules.allowed_to}::text::time`;
  // Zones are few: each is reckoned once.
  return Prisma.sql`
    order_zones AS MATERIALIZED (
      SELECT p.order_number,
             CASE WHEN min(p.time_zone COLLATE "C") = max(p.time_zone COLLATE "C") THEN min(p.time_zone COLLATE "C")
                  ELSE (SELECT n.time_zone FROM postings n
                         WHERE n.seller_id = ${sellerId}::uuid AND n.order_number = p.order_number AND n.time_zone IS NOT NULL
                         ORDER BY n.ordered_at DESC NULLS LAST, n.posting_number DESC LIMIT 1) END AS zone
        FROM postings p
       WHERE p.seller_id = ${sellerId}::uuid AND p.time_zone IS NOT NULL 
         AND p.order_number IN (SELECT t.order_number FROM told t WHERE t.is_free)
       GROUP BY p.order_number),
    openings AS MATERIALIZED (
      SELECT known.zone, CASE WHEN day.shift > 0 OR here.time::time < ${from} THEN (day.opened + ${from}) AT TIME ZONE known.zone END AS opens_at,
             (day.opened + ${to}) AT TIME ZONE known.zone AS closes_at
        FROM ((SELECT DISTINCT z.zone FROM order_zones z LIMIT ${MOST_ZONES}) UNION SELECT ${sellerZone}) known
       CROSS JOIN LATERAL (SELECT ${at}::timestamptz AT TIME ZONE known.zone AS time) here
       CROSS JOIN LATERAL (
         SELECT shift, here.time::date + shift AS opened
           FROM (SELECT CASE WHEN here.time::time >= ${to} THEN 1 ELSE 0 END AS shift) s) day),
    free AS MATERIALIZED (
      SELECT t.*, o.opens_at, o.closes_at
        FROM told t
        LEFT JOIN order_zones z ON z.order_number = t.order_number
        LEFT JOIN openings o ON o.zone = coalesce(z.zone, ${sellerZone})
       WHERE t.is_free)`;
}

/**
 * Why a recipient must not be written to at this moment; null: nothing speaks against it. Asked of one chat right before
 * its message leaves, by the expression that judged the audience; never `same_buyer` or `window_ends`. A chat that is
 * gone is `not_writable`.
 */
export async function reasonAtSending(
  tx: Tx,
  input: {
    broadcast: Pick<BroadcastRow, "id" | "sellerId" | "kind" | "quietHours" | "frequencyCap">;
    chatId: string;
    buyerKey: string | null;
    at: Date;
  },
): Promise<ExclusionReason | null> {
  return reasonBy(tx, await readJudging(tx.sql, input.broadcast, input.at), input);
}

/** The same by what was read before: many recipients are judged by the same rules. */
export async function reasonBy(
  tx: Tx,
  judging: Judging,
  chat: { chatId: string; buyerKey: string | null },
): Promise<ExclusionReason | null> {
  const told = await judgeOne(tx.sql, judging, chat);
  if (told === null) return "not_writable";
  return told.reason ?? (told.opensAt === null ? null : "quiet_hours");
}

/** When the quiet hours end in which a chat's buyer is at `at`; null: they may be written to then. */
export async function quietUntil(
  sql: Tx["sql"],
  input: { sellerId: string; chatId: string; at: Date },
): Promise<Date | null> {
  const choices: Choices = {
    id: null,
    sellerId: input.sellerId,
    kind: "once",
    quietHours: "respect",
    frequencyCap: "ignore",
  };
  const judging = await readJudging(sql, choices, input.at);
  // Whatever else speaks against the chat now may be over by then: only the hours are asked.
  const [free] = await sql.$queryRaw<Array<{ opensAt: Date | null }>>`
    WITH told AS MATERIALIZED (
      SELECT c.id, c.order_number, true AS is_free FROM chats c
       WHERE c.id = ${input.chatId}::uuid AND c.seller_id = ${input.sellerId}::uuid),
    ${openings(judging)}
    SELECT opens_at AS "opensAt" FROM free`;
  return free?.opensAt ?? null;
}

async function judgeOne(
  sql: Tx["sql"],
  judging: Judging,
  { chatId, buyerKey }: { chatId: string; buyerKey: string | null },
): Promise<{ reason: ExclusionReason | null; opensAt: Date | null } | null> {
  const [told] = await sql.$queryRaw<Array<{ reason: ExclusionReason | null; opensAt: Date | null }>>`
    WITH ${judgedChats(judging, Prisma.sql`c.id = ${chatId}::uuid`, Prisma.sql`coalesce(c.buyer_key, ${buyerKey}::text)`)}
    SELECT t.reason, f.opens_at AS "opensAt" FROM told t LEFT JOIN free f ON f.id = t.id`;
  return told ?? null;
}
