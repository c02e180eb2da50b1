import type { z } from "zod";
import type { WarehouseFacts } from "../stock-port";
import type { OzonClient } from "./client";
import { newestThatAnswers } from "./generations";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { warehouseItem, warehousePage, warehousePageBefore } from "./stock-schemas";

const WAREHOUSES_A_PAGE = 200; // the newer version's most
const MOST_PAGES = 20;

/** Words of /v1/warehouse/list for a warehouse that takes no orders: paused, blocked, archived, broken. */
const AT_REST = /^(disabled|blocked|error|archived?)/;

/** The seller's own warehouses, FBS and rFBS. */
export function listOwnWarehouses(client: OzonClient): Promise<readonly WarehouseFacts[]> {
  return newestThatAnswers(client, [
    { name: paths.warehouses, ask: () => listNewer(client) },
    { name: paths.warehousesBefore, ask: () => listOlder(client) },
  ]);
}

async function listNewer(client: OzonClient): Promise<WarehouseFacts[]> {
  const found: WarehouseFacts[] = [];
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { body } = await client.post({
      path: paths.warehouses,
      body: { limit: WAREHOUSES_A_PAGE, cursor },
      schema: warehousePage,
      isRepeatable: true,
    });
    found.push(...toFacts(body.warehouses));
    if (body.has_next !== true || body.cursor === "" || body.cursor === cursor) break;
    cursor = body.cursor;
  }
  return found;
}

async function listOlder(client: OzonClient): Promise<WarehouseFacts[]> {
  const found: WarehouseFacts[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { body } = await client.post({
      path: paths.warehousesBefore,
      body: { limit: WAREHOUSES_A_PAGE, offset: pages * WAREHOUSES_A_PAGE },
      schema: warehousePageBefore,
      isRepeatable: true,
    });
    found.push(...toFacts(body.result));
    if (body.result.length < WAREHOUSES_A_PAGE) break;
  }
  return found;
}

function toFacts(raw: readonly unknown[]): WarehouseFacts[] {
  return readItems(raw, warehouseItem, "warehouses").items.map((item: z.output<typeof warehouseItem>) => ({
    warehouseId: item.warehouse_id,
    name: item.name ?? item.warehouse_id,
    scheme: item.is_rfbs === true ? "rfbs" : "fbs",
    address: item.address_info?.address ?? null,
    latitude: item.address_info?.latitude ?? null,
    longitude: item.address_info?.longitude ?? null,
    isActive: !AT_REST.test(item.status) && item.pause_at === null && item.is_karantin !== true,
  }));
}
