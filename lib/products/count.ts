import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import {
  PRODUCTS_WITH_STOCK,
  type ProductFilters,
  type ProductTab,
  TABS,
  whereProducts,
} from "./product-rows";

const MOST_CATEGORIES = 300;

export interface ProductCounts {
  readonly counts: Record<ProductTab, number>;
  readonly categories: { id: string; name: string; products: number }[];
}

/** How many products stand in each tab under these filters, and the categories they are of whatever category is chosen. */
export async function countProducts(input: {
  actor: Actor;
  filters: Omit<ProductFilters, "tab">;
}): Promise<ProductCounts> {
  const scope = visibleSellers(input.actor);
  const [counts] = await db().$queryRaw<Array<Record<ProductTab, number>>>`
    SELECT count(*) FILTER (WHERE ${TABS.all})::int AS "all", count(*) FILTER (WHERE ${TABS.on_sale})::int AS on_sale,
           count(*) FILTER (WHERE ${TABS.no_stock})::int AS no_stock,
           count(*) FILTER (WHERE ${TABS.problems})::int AS problems,
           count(*) FILTER (WHERE ${TABS.archived})::int AS archived
      FROM ${PRODUCTS_WITH_STOCK} WHERE ${whereProducts(scope, input.filters)}`;
  const { category_id: _chosen, ...rest } = input.filters;
  const categories = await db().$queryRaw<Array<{ id: string; name: string; products: number }>>`
    SELECT p.category_id AS id, coalesce(max(p.category), p.category_id) AS name, count(*)::int AS products
      FROM products p WHERE ${whereProducts(scope, rest)} AND p.category_id IS NOT NULL
     GROUP BY p.category_id ORDER BY products DESC, name LIMIT ${MOST_CATEGORIES}`;
  return { counts: counts ?? { all: 0, on_sale: 0, no_stock: 0, problems: 0, archived: 0 }, categories };
}
