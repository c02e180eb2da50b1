import { db } from "../db/client";

/** A right that was missing is tried again after this long, or with another key. */
const REFUSED_HOURS = 24;

/** Whether the marketplace lately said that this seller's key may not ask for orders. */
export async function isOrdersRefused(sellerId: string): Promise<boolean> {
  const [row] = await db().$queryRaw<Array<{ one: number }>>`
    SELECT 1 AS one FROM section_syncs t JOIN sellers s ON s.id = t.seller_id
     WHERE t.seller_id = ${sellerId}::uuid AND t.section = 'orders'
       AND t.refused_at > now() - make_interval(hours => ${REFUSED_HOURS}) AND t.refused_at > s.api_key_set_at`;
  return row !== undefined;
}
