import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { type OrderTab, orderTab } from "../wire/orders";
import { type OrderFilters, selectOrders } from "./filter-orders";

/** Beyond this a number says "many". */
const MOST_COUNTED = 1000;

/** How many postings stand in each tab under the same filters, at most 1000 of each. */
export async function countOrders(input: {
  actor: Actor;
  filters: OrderFilters;
}): Promise<Record<OrderTab, number>> {
  const scope = visibleSellers(input.actor);
  const counts = orderTab.options.map((tab) => {
    const { where } = selectOrders(scope, tab, input.filters);
    return Prisma.sql`
      SELECT ${tab} AS tab, count(*)::int AS count
        FROM (SELECT 1 FROM postings p WHERE ${where} LIMIT ${MOST_COUNTED}) counted`;
  });
  const rows = await db().$queryRaw<Array<{ tab: OrderTab; count: number }>>(
    Prisma.join(counts, " UNION ALL "),
  );
  const byTab = new Map(rows.map((row) => [row.tab, row.count]));
  const entries = orderTab.options.map((tab) => [tab, byTab.get(tab) ?? 0] as const);
  return Object.fromEntries(entries) as Record<OrderTab, number>; // one entry for each tab there is
}
