import { db } from "../db/client";
import { ON_ITS_WAY } from "./store-postings-sql";

const KEPT_DAYS = 14;
const A_LOOK = 1000;

/**
 * Notes which postings are late: their promised day has passed and they are still on their way. Each once; what has been
 * late for more than a day is no news. Set-based, over all sellers. Answers how many.
 */
export async function noteLatePostings(): Promise<number> {
  // index postings_promised
  return db().$executeRawUnsafe(
    `INSERT INTO posting_changes (seller_id, posting_number, order_number, stage)
     SELECT p.seller_id, p.posting_number, p.order_number, 'delayed' FROM postings p
      WHERE p.deliver_by < now() AND p.deliver_by > now() - interval '1 day' AND p.stage IN ${ON_ITS_WAY}
        AND NOT EXISTS (
          SELECT 1 FROM posting_changes c
           WHERE c.seller_id = p.seller_id AND c.posting_number = p.posting_number AND c.stage = 'delayed')
      ORDER BY p.seller_id, p.posting_number LIMIT ${A_LOOK}
     ON CONFLICT (seller_id, posting_number, stage) DO NOTHING`,
  );
}

/** Changes are of use for a day; a fortnight keeps one from being announced twice. */
export async function forgetOldPostingChanges(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM posting_changes WHERE created_at < now() - make_interval(days => ${KEPT_DAYS})`;
}
