import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";

/** So many chats are changed in one step: a tag on 50,000 chats must not stop messages from coming in. */
const BATCH = 500;

/** Batches that the last step may do itself; what is more was taken off just before. */
const BATCHES_AT_LAST = 20;

/** A tag's new name on its chats; null takes it off. */
export interface Retagging {
  readonly from: string;
  readonly to: string | null;
}

/** Changes all chats with the tag, each batch in a transaction of its own. Ended halfway, it can simply be done again. */
export async function retagInBatches(retagging: Retagging): Promise<void> {
  // no audit: whoever renames or removes the tag records it once, with the tag itself.
  while ((await inTransaction((tx) => retagBatch(tx, retagging))) === BATCH);
}

/** Changes the few chats that got the tag meanwhile, in the transaction that holds the tag's row against newcomers. */
export async function retagTheRest(tx: Tx, retagging: Retagging): Promise<void> {
  for (let batch = 0; batch < BATCHES_AT_LAST; batch++) {
    if ((await retagBatch(tx, retagging)) < BATCH) return;
  }
}

/** Index chats_by_tag. Rows are locked in the order of ids, as everybody does who locks several. */
async function retagBatch(tx: Tx, { from, to }: Retagging): Promise<number> {
  const rows = await tx.sql.$queryRaw<Array<{ id: string; sellerId: string }>>`
    WITH batch AS MATERIALIZED (
      SELECT id FROM chats WHERE tags <> '{}' AND tags @> ARRAY[${from}]::text[] ORDER BY id LIMIT ${BATCH} FOR UPDATE)
    UPDATE chats c SET updated_at = now(), tags = CASE
        WHEN ${to}::text IS NULL OR c.tags @> ARRAY[${to}]::text[] THEN array_remove(c.tags, ${from})
        ELSE array_replace(c.tags, ${from}, ${to}) END
      FROM batch WHERE c.id = batch.id AND c.tags @> ARRAY[${from}]::text[]
    RETURNING c.id, c.seller_id AS "sellerId"`;
  await appendEvents(
    tx,
    rows.map((row) => ({ name: "chat.updated" as const, sellerId: row.sellerId, subjectId: row.id })),
  );
  return rows.length;
}

/** Carries a tag's new name into saved views and into the conditions and actions of rules. */
export async function renameInViewsAndRules(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE saved_views SET filters = jsonb_set(filters, '{tag}', to_jsonb(${to}::text)) WHERE filters ->> 'tag' = ${from}`;
  await tx.sql.$executeRaw`
    UPDATE automation_rules SET
      conditions = conditions
        || CASE WHEN conditions ->> 'has_tag' = ${from} THEN jsonb_build_object('has_tag', ${to}::text) ELSE '{}' END
        || CASE WHEN conditions ->> 'lacks_tag' = ${from} THEN jsonb_build_object('lacks_tag', ${to}::text) ELSE '{}' END,
      actions = (
        SELECT coalesce(jsonb_agg(CASE WHEN a ->> 'do' = 'tag' AND a ->> 'tag' = ${from}
                                       THEN jsonb_set(a, '{tag}', to_jsonb(${to}::text)) ELSE a END ORDER BY place), '[]')
          FROM jsonb_array_elements(actions) WITH ORDINALITY AS e (a, place))
     WHERE conditions ->> 'has_tag' = ${from} OR conditions ->> 'lacks_tag' = ${from}
        OR actions @> jsonb_build_array(jsonb_build_object('do', 'tag', 'tag', ${from}::text))`;
}

/** Holds a tag's row until the transaction ends: nobody puts the tag on a chat meanwhile. Null: it is gone. */
export async function lockTag(tx: Tx, id: string): Promise<{ id: string; name: string } | null> {
  const [row] = await tx.sql.$queryRaw<Array<{ id: string; name: string }>>`
    SELECT id, name FROM tags WHERE id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

/** A tag's stored name. Null: there is none. */
export async function findTagName(id: string): Promise<string | null> {
  return (await db().tag.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;
}
