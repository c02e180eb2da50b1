import type { Warehouse as WarehouseRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { requireSeller } from "../sellers/change-seller";
import type { AnswerOf } from "../wire/endpoint";
import type { listWarehouses as listEndpoint, Warehouse } from "../wire/stocks";
import { readSources } from "./sources";

/** Where a seller's goods lie, the seller's own warehouses first, with the sums of the last pass. Throws `not_found`. */
export async function listWarehouses(input: {
  actor: Actor;
  sellerId: string;
}): Promise<AnswerOf<typeof listEndpoint>> {
  const { id: sellerId } = await requireSeller(input.actor, input.sellerId);
  const [rows, { wire: sources }] = await Promise.all([
    db().warehouse.findMany({
      where: { sellerId },
      orderBy: [{ kind: "desc" }, { name: "asc" }, { warehouseId: "asc" }],
    }),
    readSources(sellerId),
  ]);
  return { items: rows.map(toWireWarehouse), sources };
}

function toWireWarehouse(row: WarehouseRow): Warehouse {
  return {
    id: row.warehouseId,
    seller_id: row.sellerId,
    name: row.name,
    kind: row.kind === "own" ? "own" : "fbo",
    city: row.city,
    latitude: row.latitude,
    longitude: row.longitude,
    is_active: row.isActive,
    products: row.products,
    free: Number(row.free),
    reserved: Number(row.reserved),
    promised: Number(row.promised),
  };
}
