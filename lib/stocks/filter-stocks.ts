import { Prisma } from "@/generated/prisma/client";
import type { Sources } from "./sources";

export interface StockFilters {
  readonly sellerId: string;
  readonly tab: "all" | "left" | "low" | "none" | "differs";
  readonly low: number;
  readonly warehouseId?: string | undefined;
  readonly q?: string | undefined;
}

const sum = (...columns: readonly string[]) =>
  Prisma.raw(columns.map((name) => `coalesce(t.${name}, 0)`).join(" + "));

/**
 * Products of one seller that fit, with their sums by scheme, as a query to select from. One row of stock_sums for each:
 * 10,000 products are summed in some 20 ms (products_pkey, stock_sums_pkey; the figures stand in record 035).
 */
export function fittingProducts(filters: StockFilters, sources: Sources): Prisma.Sql {
  const { sellerId, tab, low } = filters;
  return Prisma.sql`
    SELECT b.* FROM (
      SELECT p.id, p.offer_id, p.sku, p.name, cardinality(p.pictures) > 0 AS has_picture,
             ${sum(`${sources.fbo}_fbo`)} AS fbo, ${sum(`${sources.fbo}_fbo_reserved`)} AS fbo_reserved,
             ${sum("placed_fbo_promised")} AS promised,
             ${sum(`${sources.own}_fbs`)} AS fbs, ${sum(`${sources.own}_fbs_reserved`)} AS fbs_reserved,
             ${sum(`${sources.own}_rfbs`)} AS rfbs, ${sum(`${sources.own}_rfbs_reserved`)} AS rfbs_reserved,
             ${difference(sources)}
        FROM products p
        LEFT JOIN stock_sums t ON t.seller_id = p.seller_id AND t.offer_id = p.offer_id
       WHERE p.seller_id = ${sellerId}::uuid AND ${isShown} AND ${isFound(filters.q)} AND ${isThere(filters)}
    ) b WHERE ${tabs(low)[tab]}`;
}

/** What is sold now, and whatever else lies somewhere: nothing that counts is left out. */
const isShown = Prisma.sql`(
  (p.listed_at IS NOT NULL AND p.gone_at IS NULL AND NOT p.is_archived) OR
  (t.listed_fbo + t.listed_fbs + t.listed_rfbs + t.listed_fbo_reserved + t.listed_fbs_reserved + t.listed_rfbs_reserved
   + t.placed_fbo + t.placed_fbs + t.placed_rfbs + t.placed_fbo_reserved + t.placed_fbs_reserved
   + t.placed_rfbs_reserved + t.placed_fbo_promised) > 0)`;

/** What the warehouses say less what the list of products says, for theirs and for the seller's own. */
function difference({ isFboComparable, isOwnComparable }: Sources): Prisma.Sql {
  const none = Prisma.sql`0`;
  const fbo = isFboComparable ? Prisma.sql`(${sum("placed_fbo")}) - (${sum("listed_fbo")})` : none;
  const own = isOwnComparable
    ? Prisma.sql`(${sum("placed_fbs", "placed_rfbs")}) - (${sum("listed_fbs", "listed_rfbs")})`
    : none;
  return Prisma.sql`${fbo} AS fbo_difference, ${own} AS own_difference`;
}

const tabs = (low: number): Readonly<Record<StockFilters["tab"], Prisma.Sql>> => ({
  all: Prisma.sql`true`,
  left: Prisma.sql`b.fbo + b.fbs + b.rfbs > 0`,
  low: Prisma.sql`b.fbo + b.fbs + b.rfbs BETWEEN 1 AND ${low}`,
  none: Prisma.sql`b.fbo + b.fbs + b.rfbs = 0`,
  differs: Prisma.sql`(b.fbo_difference <> 0 OR b.own_difference <> 0)`,
});

function isFound(q: string | undefined): Prisma.Sql {
  if (q === undefined || q === "") return Prisma.sql`true`;
  const part = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(p.name ILIKE ${part} OR p.offer_id ILIKE ${part} OR p.sku = ${q} OR ${q} = ANY (p.barcodes))`;
}

/** Something of it lies in this warehouse, or is on its way there. Index stocks_seller_id_source_warehouse_id_idx. */
function isThere({ sellerId, warehouseId }: StockFilters): Prisma.Sql {
  if (warehouseId === undefined) return Prisma.sql`true`;
  return Prisma.sql`p.offer_id IN (
    SELECT k.offer_id FROM stocks k
     WHERE k.seller_id = ${sellerId}::uuid AND k.source IN ('warehouses', 'own') AND k.warehouse_id = ${warehouseId}
       AND k.free + k.reserved + k.promised > 0)`;
}
