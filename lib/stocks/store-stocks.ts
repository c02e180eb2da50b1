import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import type { StockCell, StockSource } from "./merge-stocks";

interface Storing {
  readonly sellerId: string;
  readonly source: StockSource;
  readonly passId: string;
}

/** One writer at a time for a seller's stocks: sums are made of what all of them wrote. Call it first. */
export async function lockStocks(tx: Tx, sellerId: string): Promise<void> {
  await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('stocks'), hashtext(${sellerId}))`;
}

const NUMBERS = ["present", "reserved", "free", "promised"] as const;

/**
 * What a row's number becomes: a newer look stays; a further SKU of the same product, told by another page of the same
 * pass, is added; everything else is replaced.
 */
const replaced = Prisma.join(
  NUMBERS.map((name) => {
    const [old, given] = [Prisma.raw(`stocks.${name}`), Prisma.raw(`EXCLUDED.${name}`)];
    const column = Prisma.raw(name);
    return Prisma.sql`${column} = CASE
      WHEN stocks.pass_id = EXCLUDED.pass_id AND stocks.sku <> EXCLUDED.sku THEN ${old} + ${given}
      WHEN stocks.seen_at > EXCLUDED.seen_at THEN ${old} ELSE ${given} END`;
  }),
);

/**
 * Writes rows as they were seen at `seenAt` (when the marketplace was asked) and the sums of their products. Doing it
 * twice changes nothing. After `lockStocks`.
 */
export async function storeStocks(
  tx: Tx,
  input: Storing & { cells: readonly StockCell[]; seenAt: Date },
): Promise<void> {
  const { sellerId, source, passId, cells, seenAt } = input;
  if (cells.length === 0) return;
  await tx.sql.$executeRaw`
    INSERT INTO stocks (seller_id, source, offer_id, scheme, warehouse_id, sku, present, reserved, free, promised,
                        pass_id, seen_at)
    SELECT ${sellerId}::uuid, ${source}, n.offer_id, n.scheme, n.warehouse_id, n.sku, n.present, n.reserved, n.free,
           n.promised, ${passId}::uuid, ${seenAt}
      FROM jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
        AS n (offer_id text, scheme text, warehouse_id text, sku text, present int, reserved int, free int, promised int)
    ON CONFLICT (seller_id, source, offer_id, scheme, warehouse_id) DO UPDATE SET
      ${replaced},
      sku = CASE WHEN stocks.pass_id = EXCLUDED.pass_id THEN coalesce(stocks.sku, EXCLUDED.sku)
                 ELSE coalesce(EXCLUDED.sku, stocks.sku) END,
      pass_id = EXCLUDED.pass_id, seen_at = greatest(stocks.seen_at, EXCLUDED.seen_at)`;
  await sumUp(
    tx,
    sellerId,
    cells.map((cell) => cell.offer_id),
  );
}

/** Removes what a whole pass of a source did not show, unless it was seen since the pass began. After `lockStocks`. */
export async function removeUnseen(tx: Tx, input: Storing & { passStartedAt: Date }): Promise<void> {
  const { sellerId, source, passId, passStartedAt } = input;
  const gone = await tx.sql.$queryRaw<Array<{ offer_id: string }>>`
    DELETE FROM stocks WHERE seller_id = ${sellerId}::uuid AND source = ${source} AND pass_id <> ${passId}::uuid
       AND seen_at < ${passStartedAt} RETURNING offer_id`;
  await sumUp(
    tx,
    sellerId,
    gone.map((row) => row.offer_id),
  );
}

/** The sums of these articles anew, out of their rows. */
async function sumUp(tx: Tx, sellerId: string, offers: readonly string[]): Promise<void> {
  const offerIds = [...new Set(offers)];
  if (offerIds.length === 0) return;
  // The key of stocks, once for each source.
  await tx.sql.$executeRaw`
    INSERT INTO stock_sums AS t (seller_id, offer_id, ${columns})
    SELECT ${sellerId}::uuid, o.offer_id, ${sums}
      FROM unnest(${offerIds}::text[]) AS o (offer_id)
      LEFT JOIN stocks k ON k.seller_id = ${sellerId}::uuid AND k.source IN ('products', 'warehouses', 'own')
                        AND k.offer_id = o.offer_id
     GROUP BY o.offer_id ORDER BY o.offer_id
    ON CONFLICT (seller_id, offer_id) DO UPDATE SET ${taken}`;
}

const SUMS = [
  ["listed_fbo", "free", "products", "fbo"],
  ["listed_fbo_reserved", "reserved", "products", "fbo"],
  ["listed_fbs", "free", "products", "fbs"],
  ["listed_fbs_reserved", "reserved", "products", "fbs"],
  ["listed_rfbs", "free", "products", "rfbs"],
  ["listed_rfbs_reserved", "reserved", "products", "rfbs"],
  ["placed_fbo", "free", "warehouses", "fbo"],
  ["placed_fbo_reserved", "reserved", "warehouses", "fbo"],
  ["placed_fbo_promised", "promised", "warehouses", "fbo"],
  ["placed_fbs", "free", "own", "fbs"],
  ["placed_fbs_reserved", "reserved", "own", "fbs"],
  ["placed_rfbs", "free", "own", "rfbs"],
  ["placed_rfbs_reserved", "reserved", "own", "rfbs"],
] as const;
const columns = Prisma.raw(SUMS.map(([column]) => column).join(", "));
const sums = Prisma.raw(
  SUMS.map(
    ([, number, source, scheme]) =>
      `coalesce(sum(k.${number}) FILTER (WHERE k.source = '${source}' AND k.scheme = '${scheme}'), 0)`,
  ).join(", "),
);
const taken = Prisma.raw(SUMS.map(([column]) => `${column} = EXCLUDED.${column}`).join(", "));
