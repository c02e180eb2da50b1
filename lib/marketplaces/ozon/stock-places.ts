import type { Cursor } from "../cursor";
import type { PortPage } from "../port-page";
import type { StockFacts } from "../stock-port";
import type { OzonClient } from "./client";
import { newestThatAnswers } from "./generations";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { placedItem, placedPage, placedPageBefore, placedRowBefore } from "./stock-schemas";

/** Most SKUs that /v1/analytics/stocks is asked for at once. */
const SKUS_A_REQUEST = 100;
/** Rows of one answer of /v2/analytics/stock_on_warehouses. */
const ROWS_A_PAGE = 1000;

type Page = PortPage<StockFacts>;

/**
 * What lies in Ozon's warehouses. The newer report is asked SKU by SKU, the older one by pages; a pass stays with the one
 * it began with, since they name warehouses differently (the older one knows names only).
 */
export async function listWarehouseStocks(input: {
  client: OzonClient;
  cursor: Cursor | null;
  skus: readonly string[];
}): Promise<Page> {
  const { client, cursor } = input;
  const skus = [...new Set(input.skus)].sort();
  if (cursor?.via === "report") return askReport(client, Number(cursor.offset) || 0);
  if (cursor?.via === "skus") return askSkus({ client, skus, after: String(cursor.after) });
  return newestThatAnswers(client, [
    { name: paths.stocks.placed, ask: () => askSkus({ client, skus, after: "" }) },
    { name: paths.stocks.placedBefore, ask: () => askReport(client, 0) },
  ]);
}

async function askSkus(input: { client: OzonClient; skus: readonly string[]; after: string }): Promise<Page> {
  const left = input.skus.filter((sku) => sku > input.after);
  const asked = left.slice(0, SKUS_A_REQUEST);
  const last = asked.at(-1);
  // Without products there is nothing anywhere, and Ozon refuses an empty list.
  if (last === undefined) return { items: [], cursor: null, total: null, unreadable: [] };
  const { body } = await input.client.post({
    path: paths.stocks.placed,
    body: { skus: asked },
    schema: placedPage,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.items, placedItem, "items");
  return {
    items: items.map((item) => {
      const free = item.available_stock_count ?? 0;
      return {
        offerId: item.offer_id,
        sku: item.sku,
        scheme: "fbo",
        warehouseId: item.warehouse_id ?? item.warehouse_name,
        warehouseName: item.warehouse_name,
        present: free + (item.valid_stock_count ?? 0), // what is being made ready is there, but not for sale
        reserved: 0, // this report does not tell
        free,
        promised: (item.transit_stock_count ?? 0) + (item.requested_stock_count ?? 0),
      };
    }),
    cursor: left.length === asked.length ? null : { via: "skus", after: last },
    total: null,
    unreadable,
  };
}

async function askReport(client: OzonClient, offset: number): Promise<Page> {
  const { body } = await client.post({
    path: paths.stocks.placedBefore,
    body: { limit: ROWS_A_PAGE, offset, warehouse_type: "ALL" },
    schema: placedPageBefore,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.rows, placedRowBefore, "rows");
  return {
    items: items.map((row) => {
      const free = row.free_to_sell_amount ?? 0;
      const reserved = row.reserved_amount ?? 0;
      return {
        offerId: row.item_code,
        sku: row.sku,
        scheme: "fbo",
        warehouseId: row.warehouse_name,
        warehouseName: row.warehouse_name,
        present: free + reserved,
        reserved,
        free,
        promised: row.promised_amount ?? 0,
      };
    }),
    cursor: body.rows.length < ROWS_A_PAGE ? null : { via: "report", offset: offset + body.rows.length },
    total: null,
    unreadable,
  };
}
