import type { Tx } from "../db/transaction";
import type { StockFacts, WarehouseFacts } from "../marketplaces/stock-port";
import { type CityPlace, findCityPlace } from "../text/city-places";

interface WarehouseCell {
  readonly warehouse_id: string;
  readonly name: string;
  readonly scheme: string;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly is_active: boolean;
}

/** The marketplace's warehouses that facts speak of, on the map where their names tell the city. */
export async function storeTheirWarehouses(
  tx: Tx,
  input: { sellerId: string; facts: readonly StockFacts[]; seenAt: Date },
): Promise<void> {
  const names = new Map<string, string>();
  for (const { warehouseId, warehouseName } of input.facts)
    if (warehouseId !== null) names.set(warehouseId, warehouseName ?? names.get(warehouseId) ?? warehouseId);
  const cells = [...names].map(([warehouse_id, name]): WarehouseCell => {
    const placed = toDegrees(findCityPlace(name));
    return { warehouse_id, name, scheme: "fbo", ...placed, is_active: true };
  });
  await upsert(tx, { sellerId: input.sellerId, kind: "fbo", cells, seenAt: input.seenAt });
}

/** The seller's own; where the marketplace tells their degrees, those, else the city of the address or the name. */
export async function storeOwnWarehouses(
  tx: Tx,
  input: { sellerId: string; warehouses: readonly WarehouseFacts[]; seenAt: Date },
): Promise<void> {
  const cells = input.warehouses.map(({ warehouseId, name, scheme, isActive, ...told }): WarehouseCell => {
    const found = findCityPlace(told.address ?? name);
    const isTold = told.latitude !== null && told.longitude !== null;
    const degrees = isTold ? { latitude: told.latitude, longitude: told.longitude } : {};
    return { warehouse_id: warehouseId, name, scheme, ...toDegrees(found), ...degrees, is_active: isActive };
  });
  await upsert(tx, { sellerId: input.sellerId, kind: "own", cells, seenAt: input.seenAt });
}

/** Forgets warehouses that a whole pass did not show. */
export async function removeUnseenWarehouses(
  tx: Tx,
  input: { sellerId: string; kind: "fbo" | "own"; passStartedAt: Date },
): Promise<void> {
  const { sellerId, kind, passStartedAt } = input;
  await tx.sql.warehouse.deleteMany({ where: { sellerId, kind, seenAt: { lt: passStartedAt } } });
}

/**
 * Adds up what lies in each warehouse: 300,000 rows take most of a second, so it is done at the end of a pass and after a
 * change, not for whoever looks. After `lockStocks`; index stocks_seller_id_source_warehouse_id_idx.
 */
export async function sumUpWarehouses(tx: Tx, sellerId: string, kind: "fbo" | "own"): Promise<void> {
  const source = kind === "own" ? "own" : "warehouses";
  await tx.sql.$executeRaw`
    UPDATE warehouses w SET products = coalesce(n.products, 0), free = coalesce(n.free, 0),
           reserved = coalesce(n.reserved, 0), promised = coalesce(n.promised, 0)
      FROM warehouses v
      LEFT JOIN (
        SELECT k.warehouse_id, count(*) FILTER (WHERE k.free + k.reserved + k.promised > 0) AS products,
               sum(k.free) AS free, sum(k.reserved) AS reserved, sum(k.promised) AS promised
          FROM stocks k WHERE k.seller_id = ${sellerId}::uuid AND k.source = ${source} GROUP BY k.warehouse_id
      ) n ON n.warehouse_id = v.warehouse_id
     WHERE v.seller_id = ${sellerId}::uuid AND v.kind = ${kind}
       AND w.seller_id = v.seller_id AND w.kind = v.kind AND w.warehouse_id = v.warehouse_id`;
}

function toDegrees(place: CityPlace | null) {
  return place ?? { city: null, latitude: null, longitude: null };
}

async function upsert(
  tx: Tx,
  input: { sellerId: string; kind: "fbo" | "own"; cells: readonly WarehouseCell[]; seenAt: Date },
): Promise<void> {
  const { sellerId, kind, seenAt } = input;
  const cells = [...new Map(input.cells.map((cell) => [cell.warehouse_id, cell])).values()];
  if (cells.length === 0) return;
  await tx.sql.$executeRaw`
    INSERT INTO warehouses (seller_id, kind, warehouse_id, name, scheme, city, latitude, longitude, is_active, seen_at)
    SELECT ${sellerId}::uuid, ${kind}, n.warehouse_id, n.name, n.scheme, n.city, n.latitude, n.longitude, n.is_active,
           ${seenAt}
      FROM jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
        AS n (warehouse_id text, name text, scheme text, city text, latitude float8, longitude float8, is_active boolean)
     ORDER BY n.warehouse_id
    ON CONFLICT (seller_id, kind, warehouse_id) DO UPDATE SET
      name = EXCLUDED.name, scheme = EXCLUDED.scheme, city = EXCLUDED.city, latitude = EXCLUDED.latitude,
      longitude = EXCLUDED.longitude, is_active = EXCLUDED.is_active, seen_at = EXCLUDED.seen_at`;
}
