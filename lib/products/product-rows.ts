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

const SUMS = Prisma.sql`
  count(*) AS rows, sum(t.free)::int AS free, sum(t.reserved)::int AS reserved,
  coalesce(sum(t.free) FILTER (WHERE t.scheme = 'fbo'), 0)::int AS fbo,
  coalesce(sum(t.free) FILTER (WHERE t.scheme <> 'fbo'), 0)::int AS fbs`;

/**
 * Products with the sums of their stock: as the marketplace tells by product, else what lies in warehouses. A product
 * without any row has none where stocks were taken in, and an unknown one where they were not.
 * Index stocks_pkey.
 */
export const PRODUCTS_WITH_STOCK = Prisma.sql`
  products p JOIN sellers s ON s.id = p.seller_id
  LEFT JOIN LATERAL (
    SELECT CASE WHEN listed.rows > 0 THEN listed.free WHEN placed.rows > 0 THEN placed.free
                WHEN EXISTS (SELECT 1 FROM section_syncs y WHERE y.seller_id = p.seller_id
                              AND y.section = 'stocks' AND y.fresh_at IS NOT NULL) THEN 0 END AS free,
           CASE WHEN listed.rows > 0 THEN listed.reserved ELSE placed.reserved END AS reserved,
           CASE WHEN listed.rows > 0 THEN listed.fbo ELSE placed.fbo END AS fbo,
           CASE WHEN listed.rows > 0 THEN listed.fbs ELSE placed.fbs END AS fbs
      FROM (SELECT ${SUMS} FROM stocks t
             WHERE t.seller_id = p.seller_id AND t.source = 'products' AND t.offer_id = p.offer_id) listed,
           (SELECT ${SUMS} FROM stocks t
             WHERE t.seller_id = p.seller_id AND t.source IN ('warehouses', 'own') AND t.offer_id = p.offer_id) placed
  ) k ON true`;

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
