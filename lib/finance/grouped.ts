import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { type Sums, toKinds } from "./model";
import { containsWords, inPeriod, LEFT, type Period } from "./period";

/** What is left of a posting or an article. */
export interface Grouped extends Sums {
  readonly seller_id: string;
  readonly subject: string | null;
  readonly name: string | null;
  /** Pieces sold, those taken back left out. */
  readonly quantity: number;
}

interface GroupQuery extends Period {
  readonly q?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface GroupPage {
  readonly items: Grouped[];
  readonly next_cursor: string | null;
}

const place = z.strictObject({
  total: z.string().regex(/^-?\d{1,14}(\.\d{1,4})?$/),
  key: z.string().max(200),
  seller: z.uuid(),
  currency: z.string().max(10),
});

interface GroupRow {
  readonly sellerId: string;
  readonly subject: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly kinds: unknown;
  readonly total: string;
  readonly currency: string;
}

/** How lines are put together. */
interface Grouping {
  /** CTEs that end with `g`: seller_id, subject, currency, total, quantity. `period`: holds for rows `e`. */
  readonly groups: (period: Prisma.Sql) => Prisma.Sql;
  /** Sums by kind, and the name, of a row of `g`. */
  readonly kinds: (period: Prisma.Sql) => Prisma.Sql;
  readonly name: Prisma.Sql;
  readonly matches: (words: string) => Prisma.Sql;
}

/** Pieces sold, those taken back left out, of rows `e`. */
const QUANTITY = Prisma.sql`
  sum(CASE e.kind WHEN 'sale' THEN e.quantity WHEN 'refund' THEN -e.quantity ELSE 0 END)`;

/** There are many of them: kinds are added up for those of the page alone. */
const byPosting: Grouping = {
  groups: (period) => Prisma.sql`
    g AS (
      SELECT e.seller_id, e.posting_number AS subject, e.currency, ${QUANTITY}::int AS quantity,
             coalesce(sum(e.amount) FILTER (WHERE e.kind <> 'payout'), 0.00) AS total
        FROM money_entries e WHERE ${period} GROUP BY 1, 2, 3)`,
  // index money_entries_seller_id_posting_number_idx
  kinds: (period) => Prisma.sql`(
    SELECT jsonb_object_agg(k.kind, k.amount::text) FROM (
      SELECT e.kind, sum(e.amount) AS amount FROM money_entries e
       WHERE e.seller_id = g.seller_id AND e.currency = g.currency AND ${period}
         AND (e.posting_number = g.subject OR (g.subject IS NULL AND e.posting_number IS NULL))
       GROUP BY 1) k)`,
  name: Prisma.sql`(SELECT o.products #>> '{0,name}' FROM postings o
    WHERE o.seller_id = g.seller_id AND o.posting_number = g.subject)`,
  matches: (words) => containsWords(Prisma.sql`g.subject`, words),
};

/** There are few of them, with many lines each. A product that is not known here yet goes by the marketplace's number. */
const byArticle: Grouping = {
  groups: (period) => Prisma.sql`
    k AS (
      SELECT e.seller_id, coalesce(e.offer_id, e.sku) AS subject, e.currency, e.kind, sum(e.amount) AS amount,
             ${QUANTITY} AS quantity
        FROM money_entries e WHERE ${period} GROUP BY 1, 2, 3, 4),
    g AS (
      SELECT k.seller_id, k.subject, k.currency, sum(k.quantity)::int AS quantity, ${LEFT} AS total,
             jsonb_object_agg(k.kind, k.amount::text) AS kinds
        FROM k GROUP BY 1, 2, 3)`,
  kinds: () => Prisma.sql`g.kinds`,
  name: Prisma.sql`(SELECT nullif(p.name, '') FROM products p
    WHERE p.seller_id = g.seller_id AND p.offer_id = g.subject)`,
  matches: (words) => Prisma.sql`(${containsWords(Prisma.sql`g.subject`, words)} OR EXISTS (
    SELECT 1 FROM products p WHERE p.seller_id = g.seller_id AND p.offer_id = g.subject
       AND ${containsWords(Prisma.sql`p.name`, words)}))`,
};

/** What is left of each posting, the most first. Throws `invalid_input`, `period_too_long`, `invalid_cursor`. */
export async function financeByOrder(input: { actor: Actor; query: GroupQuery }): Promise<GroupPage> {
  return listGroups(input, byPosting);
}

/** What is left of each article, the most first. Throws `invalid_input`, `period_too_long`, `invalid_cursor`. */
export async function financeByProduct(input: { actor: Actor; query: GroupQuery }): Promise<GroupPage> {
  return listGroups(input, byArticle);
}

async function listGroups(
  { actor, query }: { actor: Actor; query: GroupQuery },
  { groups, kinds, name, matches }: Grouping,
): Promise<GroupPage> {
  const { limit, cursor, q } = query;
  const after = cursor === undefined ? Prisma.sql`true` : isAfter(decodeCursor(place, cursor));
  const wanted = q === undefined || q === "" ? Prisma.sql`true` : matches(q);
  const period = inPeriod(actor, query);
  // Every line of the period is read: what is left of something is known at its last line. Indexes money_entries_pkey
  // (one seller), money_entries_by_day.
  const rows = await db().$queryRaw<GroupRow[]>`
    WITH ${groups(period)},
    page AS (
      SELECT * FROM g WHERE ${wanted} AND ${after}
       ORDER BY g.total DESC, coalesce(g.subject, ''), g.seller_id, g.currency LIMIT ${limit + 1})
    SELECT g.seller_id AS "sellerId", g.subject, ${name} AS name, g.quantity, ${kinds(period)} AS kinds,
           g.total::text AS total, g.currency
      FROM page g ORDER BY g.total DESC, coalesce(g.subject, ''), g.seller_id, g.currency`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toGrouped),
    next_cursor:
      last === undefined
        ? null
        : encodeCursor({
            total: last.total,
            key: last.subject ?? "",
            seller: last.sellerId,
            currency: last.currency,
          }),
  };
}

function isAfter({ total, key, seller, currency }: z.infer<typeof place>): Prisma.Sql {
  return Prisma.sql`(g.total < ${total}::numeric OR (g.total = ${total}::numeric
    AND (coalesce(g.subject, ''), g.seller_id, g.currency) > (${key}, ${seller}::uuid, ${currency})))`;
}

function toGrouped(row: GroupRow): Grouped {
  return {
    seller_id: row.sellerId,
    subject: row.subject,
    name: row.name,
    quantity: row.quantity,
    by_kind: toKinds(row.kinds),
    total: row.total,
    currency: row.currency,
  };
}
