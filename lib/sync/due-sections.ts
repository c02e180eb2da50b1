import { db } from "../db/client";
import { type SectionName, sectionName } from "../wire/sections";

/** A section that was given out is given out again after this long when nothing came of it: its job was lost. */
const LOST_AFTER_SECONDS = 60;
const AT_ONCE = 200;

/**
 * Makes sure that every active seller whose chats are taken in has its sections: a new seller's chats come first.
 * Doing it twice changes nothing.
 */
export async function alignSections(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO section_syncs (seller_id, section)
    SELECT s.id, n.section FROM sellers s
      JOIN sync_states t ON t.seller_id = s.id AND t.backfill_phase = 'done'
     CROSS JOIN unnest(${[...sectionName.options]}::text[]) AS n (section)
     WHERE s.status = 'active' AND s.deleted_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM section_syncs x WHERE x.seller_id = s.id AND x.section = n.section)
    ON CONFLICT (seller_id, section) DO NOTHING`;
}

/**
 * Sections whose next pass or step is due, given out for a while: a nudge that gets lost is made up for. A refusal is
 * looked at again when another key came.
 */
export async function claimDueSections(): Promise<Array<{ sellerId: string; section: SectionName }>> {
  // index section_syncs_next_at_idx
  const rows = await db().$queryRaw<Array<{ sellerId: string; section: string }>>`
    UPDATE section_syncs t SET given_at = now(), next_at = least(t.next_at, now())
     WHERE t.id IN (
       SELECT x.id FROM section_syncs x JOIN sellers s ON s.id = x.seller_id
        WHERE s.status = 'active' AND s.deleted_at IS NULL
          AND (x.next_at <= now() OR x.refused_at < s.api_key_set_at)
          AND (x.given_at IS NULL OR x.given_at < x.next_at
               OR x.given_at < now() - make_interval(secs => ${LOST_AFTER_SECONDS}))
        ORDER BY x.next_at LIMIT ${AT_ONCE} FOR UPDATE OF x SKIP LOCKED)
    RETURNING t.seller_id AS "sellerId", t.section`;
  return rows.flatMap(({ sellerId, section }) => {
    const known = sectionName.safeParse(section).data;
    return known === undefined ? [] : [{ sellerId, section: known }];
  });
}
