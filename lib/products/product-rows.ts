import type { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { isVisible, type VisibleSellers } from "../access/scope";
import { isUuid } from "../db/uuid";
import type { productFilters } from "../wire/products";

/** What lists of products read: `p`, its seller `s`, its stock `k`. */
export const PRODUCT_COLUMNS = Prisma.sql`
  p.id, p.seller_id AS "sellerId", s.marketplace, p.product_id AS "productId", p.offer_id AS "offerId", p.sku, p.name,
  p.category, p.category_id AS "categoryId", p.type_id AS "typeId", p.pictures, p.barcodes, p.price::text,
  p.old_price::text AS "oldPrice", p.min_price::text AS "minPrice", p.currency, p.status,
  p.status_name AS "statusName", p.is_archived AS "isArchived", p.gone_at AS "goneAt", p.problems,
  p.rating::float8 AS rating, p.subscribers, p.checked_at AS "checkedAt", k.free, k.reserved, k.fbo, k.fbs`;

const LISTED = Prisma.sql`t.listed_fbo + t.listed_fbs + t.listed_rfbs`;
const LISTED_RESERVED = Prisma.sql`t.listed_fbo_reserved + t.listed_fbs_reserved + t.listed_rfbs_reserved`;

/**
 * Products with their stock, out of the sums that are kept with every change of it (lib/stocks): as the list of products
 * tells them, and until that was taken in what lies in warehouses. A product without any has none where stocks were taken
 * in, and an unknown stock where they were not. Index stock_sums_pkey; 50,000 products are gone through in 0.1 s.
 */
export const PRODUCTS_WITH_STOCK = Prisma.sql`
  products p JOIN sellers s ON s.id = p.seller_id
  LEFT JOIN section_syncs y ON y.seller_id = p.seller_id AND y.section = 'stocks'
  LEFT JOIN stock_sums t ON t.seller_id = p.seller_id AND t.offer_id = p.offer_id
  CROSS JOIN LATERAL (
    SELECT y.fresh_at IS NULL AND ${LISTED} + ${LISTED_RESERVED} = 0 AS is_placed,
           t.offer_id IS NULL AS is_none) h
  CROSS JOIN LATERAL (
    SELECT CASE WHEN h.is_none THEN CASE WHEN y.fresh_at IS NOT NULL THEN 0 END
                WHEN h.is_placed THEN t.placed_fbo + t.placed_fbs + t.placed_rfbs ELSE ${LISTED} END AS free,
           CASE WHEN h.is_placed THEN t.placed_fbo_reserved + t.placed_fbs_reserved + t.placed_rfbs_reserved
                ELSE ${LISTED_RESERVED} END AS reserved,
           coalesce(CASE WHEN h.is_placed THEN t.placed_fbo ELSE t.listed_fbo END, 0) AS fbo,
           coalesce(CASE WHEN h.is_placed THEN t.placed_fbs + t.placed_rfbs
                         ELSE t.listed_fbs + t.listed_rfbs END, 0) AS fbs
  ) k`;

export type ProductFilters = z.output<typeof productFilters>;
export type ProductTab = ProductFilters["tab"];

/** What belongs into a tab. What the marketplace shows no more is in none. */
export const TABS: Readonly<Record<ProductTab, Prisma.Sql>> = {
  all: Prisma.sql`NOT p.is_archived`,
  // The marketplace's own sentence says what is not sold although it is there.
  on_sale: Prisma.sql`NOT p.is_archived AND k.free > 0 AND coalesce(p.status_name ILIKE 'прода%', true)`,
  no_stock: Prisma.sql`NOT p.is_archived AND k.free <= 0`,
  problems: Prisma.sql`NOT p.is_archived AND jsonb_array_length(p.problems) > 0`,
  archived: Prisma.sql`p.is_archived`,
};

/** Everything but the tab. A seller that cannot exist has no products. */
export function whereProducts(scope: VisibleSellers, filters: Omit<ProductFilters, "tab">): Prisma.Sql {
  const { seller_id, category_id, q } = filters;
  const conditions = [isVisible(scope, Prisma.sql`p.seller_id`), Prisma.sql`p.gone_at IS NULL`];
  if (seller_id !== undefined)
    conditions.push(isUuid(seller_id) ? Prisma.sql`p.seller_id = ${seller_id}::uuid` : Prisma.sql`false`);
  if (category_id !== undefined) conditions.push(Prisma.sql`p.category_id = ${category_id}`);
  if (q !== undefined) conditions.push(...wordsOf(q).map(holdsWord));
  return Prisma.join(conditions, " AND ");
}

const MOST_WORDS = 10;

function wordsOf(q: string): string[] {
  const words = q.toLowerCase().replaceAll("ё", "е").split(/\s+/);
  return words.filter((word) => word !== "").slice(0, MOST_WORDS);
}

/** Index products_search. */
function holdsWord(word: string): Prisma.Sql {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`product_search(p.name, p.offer_id, p.sku, p.barcodes) LIKE ${pattern}`;
}
