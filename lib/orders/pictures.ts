import { db } from "../db/client";
import type { Order } from "../wire/orders";
import { type OrderRow, readProducts, toWireOrder } from "./model";

/** Postings in their public form, with the pictures of what is in them. */
export async function withPictures(rows: readonly OrderRow[]): Promise<Order[]> {
  const pictures = await findPictures(
    rows.flatMap(({ sellerId, products }) =>
      readProducts(products).flatMap(({ offer_id }) => (offer_id ? [{ sellerId, offerId: offer_id }] : [])),
    ),
  );
  return rows.map((row) => toWireOrder(row, pictures.get(row.sellerId) ?? new Map()));
}

/** Addresses of main pictures on our own server, by seller and article. */
export async function findPictures(
  wanted: ReadonlyArray<{ sellerId: string; offerId: string }>,
): Promise<Map<string, Map<string, string>>> {
  const found = new Map<string, Map<string, string>>();
  if (wanted.length === 0) return found;
  const rows = await db().$queryRaw<Array<{ id: string; sellerId: string; offerId: string }>>`
    SELECT r.id, r.seller_id AS "sellerId", r.offer_id AS "offerId"
      FROM (SELECT DISTINCT * FROM unnest(${wanted.map((one) => one.sellerId)}::uuid[],
                                          ${wanted.map((one) => one.offerId)}::text[]) AS w (seller_id, offer_id)) w
      JOIN products r ON r.seller_id = w.seller_id AND r.offer_id = w.offer_id
     WHERE cardinality(r.pictures) > 0`;
  for (const { id, sellerId, offerId } of rows) {
    const ofSeller = found.get(sellerId) ?? new Map<string, string>();
    found.set(sellerId, ofSeller.set(offerId, `/api/products/${id}/picture`));
  }
  return found;
}
