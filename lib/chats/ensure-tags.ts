import type { Actor } from "../access/actor";
import { appendAudits } from "../audit/append";
import type { Tx } from "../db/transaction";

/**
 * The names by which these tags stand in `tags` (one tag whatever the case); unknown ones are made, as the actor's act.
 * Held until the transaction ends, so that a renaming or removal comes before or after, never between. Call it before
 * locking chats.
 */
export async function ensureTags(
  tx: Tx,
  { names, actor }: { names: readonly string[]; actor: Actor },
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  // One order for all writers, so that two with the same new tags cannot deadlock.
  const sorted = [...new Set(names)].sort();
  const made = await tx.sql.$queryRaw<Array<{ id: string; name: string }>>`
    INSERT INTO tags (name) SELECT name FROM unnest(${sorted}::text[]) WITH ORDINALITY AS n (name, place) ORDER BY place
    ON CONFLICT (lower(name)) DO NOTHING RETURNING id, name`;
  await appendAudits(
    tx,
    made.map(({ id, name }) => ({
      actor: { type: "user", id: actor.userId },
      action: "tag.added",
      subject: { type: "tag", id },
      sellerId: null,
      details: { name },
      requestId: actor.requestId,
    })),
  );
  const rows = await tx.sql.$queryRaw<Array<{ given: string; name: string }>>`
    SELECT n.given, t.name FROM unnest(${sorted}::text[]) AS n (given) JOIN tags t ON lower(t.name) = lower(n.given)
     ORDER BY t.id FOR SHARE OF t`;
  return new Map(rows.map((row) => [row.given, row.name]));
}
