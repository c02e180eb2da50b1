import type { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { isVisible, type VisibleSellers } from "../access/scope";
import { isUuid } from "../db/uuid";
import type { OrderTab, orderFilters } from "../wire/orders";
import { isLate } from "./model";

/** Filters as a list's address names them; all but `tab` may be absent. */
export type OrderFilters = Omit<z.output<typeof orderFilters>, "tab">;

/** In whose days one filters. */
const ZONE = "Europe/Moscow";

/** What a list is read by: conditions over `postings p`, and the stages it is confined to (null: all). */
export interface OrderSelection {
  readonly where: Prisma.Sql;
  /** The words searched for, which `where` leaves out; null: none. */
  readonly words: Prisma.Sql | null;
  readonly stages: readonly string[] | null;
  /** Sellers that were chosen; null: all one may see. */
  readonly sellers: readonly string[] | null;
}

/** Stages of the lists that are nothing but stages. */
export const STAGES_OF: Partial<Record<OrderTab, readonly string[]>> = {
  on_way: ["shipped"],
  pick_up: ["pick_up"],
  delivered: ["delivered"],
  cancelled: ["cancelled", "returning"],
  disputed: ["disputed"],
};

/** SQL of a tab with its filters, the actor's sellers included. */
export function selectOrders(scope: VisibleSellers, tab: OrderTab, filters: OrderFilters): OrderSelection {
  const parts = [isVisible(scope, Prisma.sql`p.seller_id`), ...tabToSql(tab), ...filtersToSql(filters)];
  const ofTab = STAGES_OF[tab] ?? null;
  const chosen = filters.stage ?? null;
  const stages =
    ofTab === null || chosen === null ? (ofTab ?? chosen) : ofTab.filter((one) => isIn(chosen, one));
  if (stages !== null) parts.push(Prisma.sql`p.stage = ANY (${[...stages]}::text[])`);
  const sellers = filters.seller_id === undefined ? null : filters.seller_id.filter(isUuid);
  if (sellers !== null) parts.push(Prisma.sql`p.seller_id = ANY (${sellers}::uuid[])`);
  const words = filters.q === undefined || filters.q === "" ? null : matches(filters.q);
  return { where: Prisma.join(parts, " AND "), words, stages, sellers };
}

function isIn(list: readonly string[], one: string): boolean {
  return list.includes(one);
}

/** In the words of the partial indexes: postings_to_assemble, postings_to_hand_over, postings_under_way. */
export function tabToSql(tab: OrderTab): Prisma.Sql[] {
  if (tab === "to_assemble") return [Prisma.sql`p.actions @> '{assemble}'`];
  if (tab === "to_hand_over") return [Prisma.sql`p.actions @> '{hand_over}'`];
  if (tab === "late") return [Prisma.sql`p.stage IN ('awaiting', 'packing', 'shipped')`, isLate];
  return [];
}

function filtersToSql(filters: OrderFilters): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (filters.scheme !== undefined) parts.push(Prisma.sql`p.scheme = ANY (${filters.scheme}::text[])`);
  if (filters.warehouse_id !== undefined) parts.push(Prisma.sql`p.warehouse_id = ${filters.warehouse_id}`);
  if (filters.from !== undefined)
    parts.push(Prisma.sql`${ORDERED} >= (${filters.from}::date)::timestamp AT TIME ZONE ${ZONE}`);
  if (filters.to !== undefined)
    parts.push(Prisma.sql`${ORDERED} < (${filters.to}::date + 1)::timestamp AT TIME ZONE ${ZONE}`);
  if (filters.has_chat !== undefined) {
    // Not EXISTS: the planner would join all chats of a seller for a page. Index chats_of_order, once a row.
    const chat = Prisma.sql`(
      SELECT c.id FROM chats c WHERE c.seller_id = p.seller_id AND c.order_number = p.order_number LIMIT 1)`;
    parts.push(filters.has_chat === "yes" ? Prisma.sql`${chat} IS NOT NULL` : Prisma.sql`${chat} IS NULL`);
  }
  return parts;
}

/** As the indexes of the lists have it: what tells no time of ordering stands last. */
export const ORDERED = Prisma.sql`coalesce(p.ordered_at, '-infinity'::timestamptz)`;

/**
 * The beginning of a posting's number (which begins with its order's), a whole article or SKU, or beginnings of the words
 * of a name. Indexes postings_by_number, postings_by_product, postings_by_buyer_name.
 */
function matches(q: string): Prisma.Sql {
  const ways = [
    Prisma.sql`p.posting_number LIKE ${`${q.replace(/[\\%_]/g, "\\$&")}%`}`,
    Prisma.sql`p.products @> ${JSON.stringify([{ offer_id: q }])}::jsonb`,
    Prisma.sql`p.products @> ${JSON.stringify([{ sku: q }])}::jsonb`,
  ];
  const words = q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // One letter begins half of all names.
  if (words.length > 0 && words.some((word) => word.length > 1)) {
    const query = words.map((word) => `'${word}':*`).join(" & ");
    ways.push(
      Prisma.sql`(p.buyer_name IS NOT NULL AND to_tsvector('simple', p.buyer_name) @@ to_tsquery('simple', ${query}))`,
    );
  }
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}
