import type { z } from "zod";
import { db } from "../db/client";
import type { getChatOrders } from "../wire/orders";
import { findPictures } from "./pictures";
import { readStock } from "./stock";

type AskedAbout = z.output<typeof getChatOrders.answer>["asked_about"];

interface AskedRow {
  readonly offerId: string;
  readonly name: string;
  readonly price: string | null;
  readonly currency: string | null;
}

/**
 * The product that the newest message of the other side names, with its price and what is left of it. Null: none names
 * one, or one that is not known here. Indexes messages_about_product, products_by_sku.
 */
export async function readAskedAbout(chat: { id: string; sellerId: string }): Promise<AskedAbout> {
  const { sellerId } = chat;
  const [product] = await db().$queryRaw<AskedRow[]>`
    SELECT p.offer_id AS "offerId", p.name, p.price::text, p.currency
      FROM (SELECT m.sku FROM messages m
             WHERE m.chat_id = ${chat.id}::uuid AND m.sku IS NOT NULL AND m.direction = 'inbound'
             ORDER BY m.created_at DESC, m.seq DESC LIMIT 1) newest
      JOIN products p ON p.seller_id = ${sellerId}::uuid AND p.sku = newest.sku
     ORDER BY p.gone_at DESC NULLS FIRST, p.offer_id LIMIT 1`;
  if (product === undefined) return null;
  const { offerId, name, price, currency } = product;
  const wanted = [{ sellerId, offerId }];
  const [pictures, stock] = await Promise.all([findPictures(wanted), readStock(wanted)]);
  return {
    ...(stock.get(`${sellerId} ${offerId}`) ?? { free: 0, places: [], seen_at: null }),
    offer_id: offerId,
    name: name || offerId,
    picture: pictures.get(sellerId)?.get(offerId) ?? null,
    price,
    currency,
  };
}
