import { db } from "../db/client";
import { type OrderRow, orderColumns } from "./model";

const MOST = 20;

/**
 * Other postings of the same buyer at the same seller, newest first: by the marketplace's id of the account, and where it
 * tells none by the very name. Indexes postings_by_buyer_key, postings_by_buyer_name.
 */
export async function findOthersOfBuyer(about: {
  sellerId: string;
  rows: ReadonlyArray<Pick<OrderRow, "id" | "buyerKey" | "buyerName">>;
  /** Of the chat, where it knows more than its postings. */
  buyerKey: string | null;
  buyerName: string | null;
}): Promise<OrderRow[]> {
  const { sellerId, rows } = about;
  const known = rows.map((row) => row.id);
  const keys = [about.buyerKey, ...rows.map((row) => row.buyerKey)].flatMap((key) => key ?? []);
  if (keys.length > 0)
    return db().$queryRaw<OrderRow[]>`
      SELECT ${orderColumns} FROM postings p
       WHERE p.seller_id = ${sellerId}::uuid AND p.buyer_key = ANY (${keys}) AND p.id <> ALL (${known}::uuid[])
       ORDER BY p.ordered_at DESC NULLS LAST, p.id DESC LIMIT ${MOST}`;
  const name = about.buyerName ?? rows.find((row) => row.buyerName !== null)?.buyerName ?? null;
  if (name === null) return [];
  return db().$queryRaw<OrderRow[]>`
    SELECT ${orderColumns} FROM postings p
     WHERE p.buyer_name IS NOT NULL AND to_tsvector('simple', p.buyer_name) @@ plainto_tsquery('simple', ${name})
       AND p.buyer_name = ${name} AND p.seller_id = ${sellerId}::uuid AND p.id <> ALL (${known}::uuid[])
     ORDER BY p.ordered_at DESC NULLS LAST, p.id DESC LIMIT ${MOST}`;
}
