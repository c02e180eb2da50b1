import { db } from "../db/client";
import { forgetCached, listCached } from "./attachment-cache";

/**
 * For every process with a disk: copies on this machine of what was deleted, by whichever machine: an erasure, a purge,
 * a rule.
 */
export async function forgetOrphanCopies(): Promise<void> {
  const ids = [...(await listCached()).keys()];
  if (ids.length === 0) return;
  const known = await db().$queryRaw<Array<{ id: string }>>`
    SELECT id FROM attachments WHERE id = ANY (SELECT k.id::uuid FROM unnest(${ids}::text[]) AS k (id)
      WHERE k.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')`;
  const kept = new Set(known.map(({ id }) => id));
  await forgetCached(ids.filter((id) => !kept.has(id)));
}
