import type { z } from "zod";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { requireSeller } from "../sellers/change-seller";
import { capabilitiesOf } from "../sellers/connect-seller";
import { languages, type listAudienceChoices as listEndpoint } from "../wire/audience";
import { ratesOf } from "./rates";
import { tellsOrders } from "./tells-orders";

export type AudienceChoices = z.output<(typeof listEndpoint)["answer"]>;

/** More nobody chooses from by looking. */
const MOST_PRODUCTS = 1000;
const MOST_CATEGORIES = 500;
/** Of so many newest postings the articles are gathered. */
const NEWEST_POSTINGS = 20_000;

/** What the filters can be chosen from at a seller of the actor's, and its pace. Throws `not_found`. */
export async function listAudienceChoices(input: {
  actor: Actor;
  sellerId: string;
}): Promise<AudienceChoices> {
  const seller = await requireSeller(input.actor, input.sellerId);
  const { maxRate, usualRate } = ratesOf(seller);
  const capabilities = capabilitiesOf(seller);
  const [products, categories, spoken] = await Promise.all([
    findProducts(seller.id),
    findCategories(seller.id),
    findLanguages(seller.id),
  ]);
  return {
    products,
    categories,
    languages: languages.filter((language) => spoken.has(language)),
    max_rate: maxRate,
    usual_rate: usualRate,
    text_max_chars: capabilities.textMaxChars,
    has_windows: capabilities.replyWindowHours !== null,
    has_orders: tellsOrders(seller),
  };
}

/** Articles that were ordered lately, the most ordered first; named by the marketplace's list where it was read. */
async function findProducts(sellerId: string): Promise<AudienceChoices["products"]> {
  return db().$queryRaw<AudienceChoices["products"]>`
    SELECT sold.offer_id, coalesce(nullif(d.name, ''), sold.name, sold.offer_id) AS name
      FROM (SELECT item ->> 'offer_id' AS offer_id, max(item ->> 'name') AS name, count(*) AS times
              FROM (SELECT p.products FROM postings p WHERE p.seller_id = ${sellerId}::uuid
                     ORDER BY p.ordered_at DESC NULLS LAST LIMIT ${NEWEST_POSTINGS}) p
             CROSS JOIN LATERAL jsonb_array_elements(p.products) AS item
             WHERE item ->> 'offer_id' <> ''
             GROUP BY 1) sold
      LEFT JOIN products d ON d.seller_id = ${sellerId}::uuid AND d.offer_id = sold.offer_id
     ORDER BY sold.times DESC, sold.offer_id LIMIT ${MOST_PRODUCTS}`;
}

async function findCategories(sellerId: string): Promise<string[]> {
  const rows = await db().$queryRaw<Array<{ category: string }>>`
    SELECT DISTINCT d.category FROM products d WHERE d.seller_id = ${sellerId}::uuid AND d.category <> ''
     ORDER BY d.category LIMIT ${MOST_CATEGORIES}`;
  return rows.map((row) => row.category);
}

async function findLanguages(sellerId: string): Promise<Set<string>> {
  const rows = await db().$queryRaw<Array<{ language: string }>>`
    SELECT DISTINCT c.language FROM chats c
     WHERE c.seller_id = ${sellerId}::uuid AND c.kind = 'buyer' AND c.language IS NOT NULL`;
  return new Set(rows.map((row) => row.language));
}
