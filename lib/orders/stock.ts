import { db } from "../db/client";
import { type OrderScheme, orderScheme } from "../wire/orders";

interface Left {
  readonly free: number;
  readonly places: Array<{ name: string; scheme: OrderScheme; free: number }>;
  readonly seen_at: string | null;
}

/** What is left, by "<seller> <article>". */
export type StockOf = ReadonlyMap<string, Left>;

interface StockRow {
  readonly sellerId: string;
  readonly offerId: string;
  readonly source: string;
  readonly scheme: string;
  readonly place: string | null;
  readonly free: number;
  readonly seenAt: Date;
}

/**
 * What is left of articles and where. How much in all is what the marketplace tells by scheme; places are told by other
 * sources, which may be of another moment, and stand in for it where it is silent.
 */
export async function readStock(
  wanted: ReadonlyArray<{ sellerId: string; offerId: string }>,
): Promise<StockOf> {
  if (wanted.length === 0) return new Map();
  const rows = await db().$queryRaw<StockRow[]>`
    SELECT s.seller_id AS "sellerId", s.offer_id AS "offerId", s.source, s.scheme, s.free, s.seen_at AS "seenAt",
           CASE WHEN s.warehouse_id <> '' THEN coalesce(w.name, s.warehouse_id) END AS place
      FROM (SELECT DISTINCT * FROM unnest(${wanted.map((one) => one.sellerId)}::uuid[],
                                          ${wanted.map((one) => one.offerId)}::text[]) AS n (seller_id, offer_id)) n
      JOIN stocks s ON s.seller_id = n.seller_id AND s.offer_id = n.offer_id
      LEFT JOIN warehouses w ON w.seller_id = s.seller_id AND w.warehouse_id = s.warehouse_id
                            AND w.kind = CASE s.source WHEN 'own' THEN 'own' ELSE 'fbo' END
     ORDER BY s.free DESC, place`;
  const grouped = new Map<string, StockRow[]>();
  for (const row of rows) {
    const key = `${row.sellerId} ${row.offerId}`;
    grouped.set(key, [...(grouped.get(key) ?? []), row]);
  }
  return new Map([...grouped].map(([key, list]) => [key, toLeft(list)]));
}

function toLeft(rows: readonly StockRow[]): Left {
  const byScheme = rows.filter((row) => row.source === "products");
  const places = rows.filter((row) => row.place !== null);
  const counted = byScheme.length > 0 ? byScheme : places;
  const seen = rows.map((row) => row.seenAt.getTime());
  return {
    free: counted.reduce((sum, row) => sum + row.free, 0),
    places: places.flatMap(({ place, scheme, free }) =>
      place === null || free === 0
        ? []
        : [{ name: place, scheme: orderScheme.catch("fbo").parse(scheme), free }],
    ),
    seen_at: seen.length === 0 ? null : new Date(Math.min(...seen)).toISOString(),
  };
}
