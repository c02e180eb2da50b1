import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import { audienceFilters } from "../wire/audience";
import { judgedAudience, turnOrder } from "./judge-audience";
import { readJudging } from "./judging";
import { type BroadcastRow, variantsOf } from "./model";

/**
 * Writes a broadcast's recipients down, once and for all, in the caller's transaction: whoever the filters hold for and
 * no reason leaves out, in the order of their turn, each with a variant drawn by the shares. Those in quiet hours are
 * among them, due when these end. Answers how many, and who was left out by reason. A few seconds for 100,000.
 */
export async function fixAudience(
  tx: Tx,
  broadcast: BroadcastRow,
  at: Date,
): Promise<{ audience: number; excluded: Record<string, number> }> {
  const judging = await readJudging(tx.sql, broadcast, at);
  const filters = audienceFilters.parse(broadcast.filters);
  const rows = await tx.sql.$queryRaw<Array<{ reason: string | null; chats: number }>>`
    WITH ${judgedAudience(judging, { filters, rate: broadcast.rateLimit })},
    chosen AS (
      SELECT t.*, row_number() OVER (ORDER BY ${turnOrder}) - 1 AS turn,
             row_number() OVER (ORDER BY hashtextextended(t.id::text, ${seedOf(broadcast.id)}), t.id) - 0.5 AS lot,
             count(*) OVER () AS total
        FROM judged t WHERE t.reason IS NULL OR t.reason = 'quiet_hours'),
    written AS (
      INSERT INTO broadcast_recipients (broadcast_id, seller_id, chat_id, buyer_key, variant, position, due_at)
      SELECT ${broadcast.id}::uuid, ${broadcast.sellerId}::uuid, t.id, t.buyer_key, ${variantOf(broadcast)}, t.turn, t.opens_at
        FROM chosen t ORDER BY t.turn
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT NULL AS reason, count(*)::int AS chats FROM written
    UNION ALL
    SELECT t.reason, count(*)::int FROM judged t WHERE t.reason <> 'quiet_hours' GROUP BY t.reason`;
  const excluded = rows.flatMap(({ reason, chats }) => (reason === null ? [] : [[reason, chats] as const]));
  return {
    audience: rows.find((row) => row.reason === null)?.chats ?? 0,
    excluded: Object.fromEntries(excluded),
  };
}

/** SQL for the variant of a drawn lot: exact shares, whatever the chats' order and number. */
function variantOf(broadcast: Pick<BroadcastRow, "variants">): Prisma.Sql {
  const variants = variantsOf(broadcast);
  let upTo = 0;
  const cases = variants.map(({ key, share }) => {
    upTo += share;
    return Prisma.sql`WHEN t.lot <= t.total * ${upTo}::float8 / 100 THEN ${key}::text`;
  });
  return Prisma.sql`CASE ${Prisma.join(cases, " ")} ELSE ${variants[0]?.key ?? "A"}::text END`;
}

/** Each broadcast draws anew: otherwise the same buyers would get A for ever. */
function seedOf(id: string): Prisma.Sql {
  return Prisma.sql`hashtextextended(${id}::text, 0)`;
}
