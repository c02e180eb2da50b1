import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { requireSeller } from "../sellers/change-seller";
import type { AnswerOf } from "../wire/endpoint";
import type { listWarehouses as listEndpoint, Warehouse } from "../wire/stocks";
import { readSources } from "./sources";

/** Where a seller's goods lie, the seller's own warehouses first, with sums over all products. Throws `not_found`. */
export async function listWarehouses(input: {
  actor: Actor;
  sellerId: string;
}): Promise<AnswerOf<typeof listEndpoint>> {
  const { id: sellerId } = await requireSeller(input.actor, input.sellerId);
  const [items, { wire: sources }] = await Promise.all([
    // stocks_pkey: the seller's two sources; 300,000 rows in some 100 ms (record 035)
    db().$queryRaw<Warehouse[]>`
      SELECT w.warehouse_id AS id, w.seller_id, w.name, w.kind, w.city, w.latitude, w.longitude, w.is_active,
             coalesce(n.products, 0)::int AS products, coalesce(n.free, 0)::int AS free,
             coalesce(n.reserved, 0)::int AS reserved, coalesce(n.promised, 0)::int AS promised
        FROM warehouses w
        LEFT JOIN (
          SELECT k.source, k.warehouse_id, count(*) FILTER (WHERE k.free + k.reserved + k.promised > 0) AS products,
                 sum(k.free) AS free, sum(k.reserved) AS reserved, sum(k.promised) AS promised
            FROM stocks k WHERE k.seller_id = ${sellerId}::uuid AND k.source IN ('warehouses', 'own')
           GROUP BY k.source, k.warehouse_id
        ) n ON n.warehouse_id = w.warehouse_id
           AND n.source = CASE w.kind WHEN 'own' THEN 'own' ELSE 'warehouses' END
       WHERE w.seller_id = ${sellerId}::uuid
       ORDER BY w.kind DESC, w.name, w.warehouse_id`,
    readSources(sellerId),
  ]);
  return { items, sources };
}
