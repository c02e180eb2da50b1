import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import { amount } from "../wire/money";
import type { Product } from "../wire/products";
import { type ProductRow, toWireProduct } from "./model";
import {
  PRODUCT_COLUMNS,
  PRODUCTS_WITH_STOCK,
  type ProductFilters,
  TABS,
  whereProducts,
} from "./product-rows";

export type ProductSort = "name" | "price" | "stock";

/** One page of what the sellers sell that the actor may see. Throws `invalid_cursor`. */
export async function listProducts(input: {
  actor: Actor;
  filters: ProductFilters;
  sort: ProductSort;
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Product[]; next_cursor: string | null }> {
  const { filters, sort, limit, cursor } = input;
  const order = ORDERS[sort];
  const after = cursor === undefined ? Prisma.sql`true` : order.after(cursor);
  const rows = await db().$queryRaw<Array<ProductRow & { key: string }>>`
    SELECT ${PRODUCT_COLUMNS}, (${order.key})::text AS key
      FROM ${PRODUCTS_WITH_STOCK}
     WHERE ${whereProducts(visibleSellers(input.actor), filters)} AND ${TABS[filters.tab]} AND ${after}
     ORDER BY ${order.key}, p.id LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toWireProduct),
    next_cursor: rows.length > limit && last !== undefined ? order.encode(last.key, last.id) : null,
  };
}

interface Order {
  readonly key: Prisma.Sql;
  after(cursor: string): Prisma.Sql;
  encode(key: string, id: string): string;
}

function orderBy(sort: ProductSort, key: Prisma.Sql, part: z.ZodType<string>, type: Prisma.Sql): Order {
  const position = z.strictObject({ by: z.literal(sort), key: part, id: z.uuid() });
  return {
    key,
    after: (cursor) => {
      const at = decodeCursor(position, cursor);
      return Prisma.sql`(${key}, p.id) > (${at.key}::${type}, ${at.id}::uuid)`;
    },
    encode: (last, id) => encodeCursor({ by: sort, key: last, id }),
  };
}

/** Indexes products_by_name, products_by_name_of_all; what has no price or no known stock comes last. */
const ORDERS: Readonly<Record<ProductSort, Order>> = {
  name: orderBy("name", Prisma.sql`lower(left(p.name, 60))`, z.string().max(200), Prisma.sql`text`),
  price: orderBy("price", Prisma.sql`coalesce(p.price, 999999999999)`, amount, Prisma.sql`numeric`),
  stock: orderBy(
    "stock",
    Prisma.sql`coalesce(k.free, 2147483647)`,
    cursorPart.seq.or(z.string().regex(/^-\d{1,10}$/)),
    Prisma.sql`bigint`,
  ),
};
