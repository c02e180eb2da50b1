import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { type OrderTab, orderTab } from "../wire/orders";
import { type OrderFilters, STAGES_OF, selectOrders, tabToSql } from "./filter-orders";

/** Beyond this a number says "many". */
const MOST_COUNTED = 1000;

/** What is chosen by words or by chats is collected once; more of it than this is not looked at. */
const MOST_COLLECTED = 10_000;

/** How many postings stand in each tab under the same filters, at most 1000 of each. */
export async function countOrders(input: {
  actor: Actor;
  filters: OrderFilters;
}): Promise<Record<OrderTab, number>> {
  const { filters } = input;
  const { where, words } = selectOrders(visibleSellers(input.actor), "all", filters);
  const isCollected = words !== null || filters.has_chat !== undefined;
  const all = words === null ? where : Prisma.sql`${words} AND ${where}`;
  const counts = orderTab.options.map((tab) => {
    const ofTab = [...tabToSql(tab), ...stagesToSql(STAGES_OF[tab])];
    const conditions = isCollected ? ofTab : [where, ...ofTab];
    const condition = conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
    return Prisma.sql`
      SELECT ${tab} AS tab, count(*)::int AS count
        FROM (SELECT 1 FROM ${isCollected ? Prisma.sql`collected` : Prisma.sql`postings`} p
               WHERE ${condition} LIMIT ${MOST_COUNTED}) counted`;
  });
  const collected = Prisma.sql`
    WITH collected AS MATERIALIZED (
      SELECT p.stage, p.scheme, p.actions, p.ship_by, p.deliver_by FROM postings p WHERE ${all} LIMIT ${MOST_COLLECTED})`;
  const rows = await db().$queryRaw<Array<{ tab: OrderTab; count: number }>>`
    ${isCollected ? collected : Prisma.empty} ${Prisma.join(counts, " UNION ALL ")}`;
  const byTab = new Map(rows.map((row) => [row.tab, row.count]));
  const entries = orderTab.options.map((tab) => [tab, byTab.get(tab) ?? 0] as const);
  return Object.fromEntries(entries) as Record<OrderTab, number>; // one entry for each tab there is
}

function stagesToSql(stages: readonly string[] | undefined): Prisma.Sql[] {
  return stages === undefined ? [] : [Prisma.sql`p.stage = ANY (${[...stages]}::text[])`];
}
