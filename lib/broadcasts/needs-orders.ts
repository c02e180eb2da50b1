import { Prisma } from "@/generated/prisma/client";
import { CHANGES_EVERY_SECONDS } from "../chats/take-postings";
import { db } from "../db/client";
import { PURCHASE_DAYS } from "./note-purchases";
import { tellsOrders } from "./tells-orders";

/** A right that was missing is tried again after this long, or with another key. */
const REFUSED_HOURS = 24;

/**
 * Whether a seller's orders are to be followed as they change: a broadcast about orders runs, or one was sent lately and
 * it is to be seen who bought. Otherwise what chats ask of their own orders is enough.
 */
export async function needsOrders(sellerId: string): Promise<boolean> {
  return (await listNeeding(Prisma.sql`s.id = ${sellerId}::uuid`)).length > 0;
}

/** Sellers whose orders are to be followed and have not been asked about for some minutes. */
export function listSellersNeedingOrders(): Promise<string[]> {
  return listNeeding(Prisma.sql`(t.orders_asked_at IS NULL
    OR t.orders_asked_at < now() - make_interval(secs => ${CHANGES_EVERY_SECONDS}))`);
}

async function listNeeding(which: Prisma.Sql): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ id: string; marketplace: string; dialect: string }>>`
    SELECT s.id, s.marketplace, s.dialect FROM sellers s JOIN sync_states t ON t.seller_id = s.id
     WHERE s.status = 'active' AND s.deleted_at IS NULL AND ${which}
       AND (t.orders_refused_at IS NULL OR t.orders_refused_at < s.api_key_set_at
            OR t.orders_refused_at < now() - make_interval(hours => ${REFUSED_HOURS}))
       AND EXISTS (
         SELECT 1 FROM broadcasts b WHERE b.seller_id = s.id
            AND (b.status = 'running' AND b.kind = 'order'
                 OR b.sent + b.unconfirmed > 0
                    AND coalesce(b.finished_at, now()) > now() - make_interval(days => ${PURCHASE_DAYS})))`;
  return rows.filter(tellsOrders).map((row) => row.id);
}
