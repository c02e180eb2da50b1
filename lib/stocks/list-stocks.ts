import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { requireSeller } from "../sellers/change-seller";
import type { AnswerOf } from "../wire/endpoint";
import type { listStocks as listEndpoint, StockRow } from "../wire/stocks";
import { fittingProducts, type StockFilters } from "./filter-stocks";
import { readSources, type Sources } from "./sources";

interface Row {
  readonly id: string;
  readonly offer_id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly has_picture: boolean;
  readonly fbo: number;
  readonly fbo_reserved: number;
  readonly promised: number;
  readonly fbs: number;
  readonly fbs_reserved: number;
  readonly rfbs: number;
  readonly rfbs_reserved: number;
  readonly fbo_difference: number;
  readonly own_difference: number;
}

const pageCursor = z.strictObject({ offer: z.string().regex(/^[^\0]{1,300}$/) });

/**
 * A page of a seller's products by article, each with its sums and the warehouses where something of it is; and sums over
 * all that fit. One source that is down leaves the others, and stands in `sources`. Throws `not_found`.
 */
export async function listStocks(
  input: StockFilters & { actor: Actor; limit: number; cursor?: string | undefined },
): Promise<AnswerOf<typeof listEndpoint>> {
  const { actor, limit, cursor, ...filters } = input;
  const { id: sellerId } = await requireSeller(actor, filters.sellerId);
  const sources = await readSources(sellerId);
  const fitting = fittingProducts({ ...filters, sellerId }, sources);
  const after = cursor === undefined ? null : decodeCursor(pageCursor, cursor).offer;
  const [rows, totals] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT f.* FROM (${fitting}) f WHERE ${after === null ? Prisma.sql`true` : Prisma.sql`f.offer_id > ${after}`}
       ORDER BY f.offer_id LIMIT ${limit + 1}`,
    sumUp(fitting),
  ]);
  const page = rows.slice(0, limit);
  const cells = await listCells(
    sellerId,
    page.map((row) => row.offer_id),
  );
  const last = page.at(-1);
  return {
    items: page.map((row) => toWireStock(row, cells.get(row.offer_id) ?? [], sources)),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor({ offer: last.offer_id }) : null,
    totals,
    sources: sources.wire,
  };
}

/** As the database counts them: bigints, one row. */
interface Sums {
  readonly products: bigint;
  readonly differing: bigint;
  readonly fbo: bigint;
  readonly fbo_reserved: bigint;
  readonly promised: bigint;
  readonly fbs: bigint;
  readonly fbs_reserved: bigint;
  readonly rfbs: bigint;
  readonly rfbs_reserved: bigint;
}

async function sumUp(fitting: Prisma.Sql): Promise<AnswerOf<typeof listEndpoint>["totals"]> {
  const [row] = await db().$queryRaw<Sums[]>`
    SELECT count(*) AS products, count(*) FILTER (WHERE fbo_difference <> 0 OR own_difference <> 0) AS differing,
           coalesce(sum(fbo), 0)::bigint AS fbo, coalesce(sum(fbo_reserved), 0)::bigint AS fbo_reserved,
           coalesce(sum(promised), 0)::bigint AS promised,
           coalesce(sum(fbs), 0)::bigint AS fbs, coalesce(sum(fbs_reserved), 0)::bigint AS fbs_reserved,
           coalesce(sum(rfbs), 0)::bigint AS rfbs, coalesce(sum(rfbs_reserved), 0)::bigint AS rfbs_reserved
      FROM (${fitting}) f`;
  const of = (name: keyof Sums) => Number(row?.[name] ?? 0);
  return {
    products: of("products"),
    free: of("fbo") + of("fbs") + of("rfbs"),
    reserved: of("fbo_reserved") + of("fbs_reserved") + of("rfbs_reserved"),
    promised: of("promised"),
    differing: of("differing"),
    by_scheme: {
      fbo: { free: of("fbo"), reserved: of("fbo_reserved"), promised: of("promised") },
      fbs: { free: of("fbs"), reserved: of("fbs_reserved"), promised: 0 },
      rfbs: { free: of("rfbs"), reserved: of("rfbs_reserved"), promised: 0 },
    },
  };
}

type Cell = StockRow["cells"][number];

/** Where something of these products is, by article; the key of stocks finds them. */
async function listCells(sellerId: string, offerIds: readonly string[]): Promise<Map<string, Cell[]>> {
  if (offerIds.length === 0) return new Map();
  const rows = await db().$queryRaw<Array<Cell & { offer_id: string }>>`
    SELECT k.offer_id, k.warehouse_id, CASE k.source WHEN 'own' THEN 'own' ELSE 'fbo' END AS kind,
           sum(k.free)::int AS free, sum(k.reserved)::int AS reserved, sum(k.promised)::int AS promised
      FROM stocks k
     WHERE k.seller_id = ${sellerId}::uuid AND k.source IN ('warehouses', 'own') AND k.offer_id = ANY (${[...offerIds]})
       AND k.warehouse_id <> '' AND k.free + k.reserved + k.promised > 0
     GROUP BY k.offer_id, k.source, k.warehouse_id ORDER BY k.offer_id, k.source DESC, k.warehouse_id`;
  const cells = new Map<string, Cell[]>();
  for (const { offer_id, ...cell } of rows) cells.set(offer_id, [...(cells.get(offer_id) ?? []), cell]);
  return cells;
}

function toWireStock(row: Row, cells: Cell[], sources: Sources): StockRow {
  const { fbo_difference: theirs, own_difference: own } = row;
  const isComparable = sources.isFboComparable || sources.isOwnComparable;
  return {
    product_id: row.id,
    offer_id: row.offer_id,
    sku: row.sku,
    name: row.name,
    picture: row.has_picture ? `/api/products/${row.id}/picture` : null,
    totals: {
      fbo: { free: row.fbo, reserved: row.fbo_reserved, promised: row.promised },
      fbs: { free: row.fbs, reserved: row.fbs_reserved, promised: 0 },
      rfbs: { free: row.rfbs, reserved: row.rfbs_reserved, promised: 0 },
    },
    free: row.fbo + row.fbs + row.rfbs,
    reserved: row.fbo_reserved + row.fbs_reserved + row.rfbs_reserved,
    promised: row.promised,
    cells,
    agrees: isComparable ? theirs === 0 && own === 0 : null,
    // Too many here and too few there would add up to nothing: then what the marketplace's warehouses say counts.
    difference: theirs + own === 0 ? theirs : theirs + own,
  };
}
