import { z } from "zod";
import type { Method } from "../api-method";
import type { Account } from "../model";
import { invalid } from "../refusal";
import { inRange, readBody } from "../request-fields";
import type { WireValue } from "../wire-json";
import { marketOf, skuFor } from "./catalogue";
import type { MarketProduct, MarketWarehouse, StockRow } from "./market-model";
import { filterField, idField, pageOf, selectProducts } from "./product-selection";
import { sumOf } from "./tell-product";

const pageLimit = z.number().int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000));
const listRequest = z.object({ filter: filterField, cursor: z.string().nullish(), limit: pageLimit });

/** By scheme. Its description speaks of FBS alone; its example and production have FBO as well (research 5). */
const listStocks: Method = (call) => {
  const { filter, cursor, limit } = readBody(call, listRequest, "GetProductInfoStocksRequest");
  const market = marketOf(call.account);
  const all = selectProducts(call.account, filter);
  const page = pageOf(all, { cursor: cursor ?? "", limit, keyOf: ({ productId }) => productId });
  const items = page.items.map((product) => ({
    product_id: BigInt(product.productId),
    offer_id: product.offerId,
    stocks: (["fbo", "fbs", "rfbs"] as const).flatMap((type) => {
      const sum = sumOf(market, product.offerId, type);
      if (sum === null) return [];
      const { present, reserved } = sum;
      const sku = BigInt(skuFor(product, type) || 0);
      const warehouse_ids = type === "fbo" ? [] : sum.warehouseIds.map(BigInt);
      return [{ type, present, reserved, sku, shipment_type: "SHIPMENT_TYPE_GENERAL", warehouse_ids }];
    }),
  }));
  return { items, total: all.length, cursor: page.cursor };
};

/** A row with its product and its warehouse. */
interface Placed {
  row: StockRow;
  product: MarketProduct;
  place: MarketWarehouse;
}

function placedRows(account: Account, kind: MarketWarehouse["kind"]): Placed[] {
  const { stocks, products, warehouses } = marketOf(account);
  const byOffer = new Map(products.map((product) => [product.offerId, product]));
  const byId = new Map(warehouses.map((place) => [place.warehouseId, place]));
  return stocks.flatMap((row) => {
    const product = byOffer.get(row.offerId);
    const place = byId.get(row.warehouseId);
    return product === undefined || place?.kind !== kind ? [] : [{ row, product, place }];
  });
}

const analyticsRequest = z.object({
  skus: z
    .array(idField)
    .min(1, "value must contain between 1 and 100 items")
    .max(100, "value must contain between 1 and 100 items"),
  cluster_ids: z.array(idField).nullish(),
  macrolocal_cluster_ids: z.array(idField).nullish(),
  warehouse_ids: z.array(idField).nullish(),
  item_tags: z.array(z.string()).nullish(),
  turnover_grades: z.array(z.string()).nullish(),
});

/** The newer report on the marketplace's warehouses: what can be sold there, and nothing of what is reserved. */
const analyse: Method = (call) => {
  const request = readBody(call, analyticsRequest, "AnalyticsStocksRequest");
  const clusters = request.cluster_ids ?? [];
  const macro = request.macrolocal_cluster_ids ?? [];
  if (clusters.length > 0 && macro.length > 0)
    throw invalid("use either cluster_ids or macrolocal_cluster_ids");
  const wanted = [...clusters, ...macro];
  const skus = new Set(request.skus);
  const places = request.warehouse_ids ?? [];
  const items = placedRows(call.account, "fbo").filter(
    ({ product, place }) =>
      skus.has(product.sku) &&
      (wanted.length === 0 || wanted.includes(String(place.clusterId))) &&
      (places.length === 0 || places.includes(place.warehouseId)),
  );
  return { items: items.map(tellAnalysis) };
};

function tellAnalysis({ row, product, place }: Placed): WireValue {
  const counts = { excess: 0, expiring: 0, other: 0, requested: 0, return_from_customer: 0 };
  const more = { return_to_seller: 0, stock_defect: 0, transit_defect: 0, valid: 0, waiting_docs: 0 };
  const zeros = Object.entries({ ...counts, ...more }).map(([name, count]) => [`${name}_stock_count`, count]);
  return {
    sku: BigInt(product.sku),
    offer_id: product.offerId,
    name: product.name,
    warehouse_id: BigInt(place.warehouseId),
    warehouse_name: place.name,
    cluster_id: place.clusterId,
    cluster_name: place.clusterName,
    macrolocal_cluster_id: place.clusterId + 4000,
    ...Object.fromEntries(zeros),
    available_stock_count: row.present - row.reserved,
    transit_stock_count: row.promised,
    ...{ ads: 0.4, ads_cluster: 0.2, idc: 30, idc_cluster: 30 },
    ...{ days_without_sales: 0, days_without_sales_cluster: 0 },
    ...{ item_tags: ["ITEM_ATTRIBUTE_NONE"], turnover_grade: "ACTUAL", turnover_grade_cluster: "ACTUAL" },
  };
}

const reportRequest = z.object({
  limit: z.number().int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000)).default(100),
  offset: z.number().int().nonnegative().nullish(),
  warehouse_type: z.enum(["ALL", "EXPRESS_DARK_STORE", "NOT_EXPRESS_DARK_STORE"]).nullish(),
});

/** The older report, page by page: names of warehouses, no numbers of theirs. */
const report: Method = (call) => {
  const { limit, offset, warehouse_type } = readBody(call, reportRequest, "StockOnWarehouseRequest");
  const all = warehouse_type === "EXPRESS_DARK_STORE" ? [] : placedRows(call.account, "fbo");
  const start = offset ?? 0;
  const rows = all.slice(start, start + limit).map(({ row, product, place }) => ({
    sku: BigInt(product.sku),
    warehouse_name: place.name,
    item_code: product.offerId,
    item_name: product.name,
    promised_amount: row.promised,
    free_to_sell_amount: row.present - row.reserved,
    reserved_amount: row.reserved,
  }));
  return { result: { rows } };
};

const skuOrOffer = {
  sku: z.array(idField).max(1000, inRange(0, 1000)).nullish(),
  offer_id: z.array(z.string()).max(1000, inRange(0, 1000)).nullish(),
};

function ownRows(account: Account, asked: { sku?: string[] | null; offer_id?: string[] | null }): Placed[] {
  const skus = new Set(asked.sku ?? []);
  const offers = new Set(asked.offer_id ?? []);
  if (skus.size + offers.size === 0) throw invalid("use either sku or offer_id");
  return placedRows(account, "own").filter(
    ({ product, row }) => offers.has(product.offerId) || skus.has(skuFor(product, row.scheme)),
  );
}

function tellOwn({ row, product, place }: Placed) {
  return {
    sku: BigInt(skuFor(product, row.scheme) || 0),
    offer_id: product.offerId,
    product_id: BigInt(product.productId),
    warehouse_id: BigInt(place.warehouseId),
    warehouse_name: place.name,
    present: row.present,
    reserved: row.reserved,
  };
}

const ownRequest = z.object({ ...skuOrOffer, cursor: z.string().nullish(), limit: pageLimit });

const listOwn: Method = (call) => {
  const request = readBody(call, ownRequest, "GetProductInfoStocksByWarehouseFbsV2Request");
  const all = ownRows(call.account, request);
  const keyOf = ({ row }: Placed) => `${row.offerId}@${row.warehouseId}`;
  const page = pageOf(all, { cursor: request.cursor ?? "", limit: request.limit, keyOf });
  const last = page.items.at(-1);
  return {
    products: page.items.map((placed) => ({
      ...tellOwn(placed),
      free_stock: placed.row.present - placed.row.reserved,
    })),
    has_next: last !== undefined && last !== all.at(-1),
    cursor: page.cursor,
  };
};

/** The older one: everything in one answer. */
const listOwnAtOnce: Method = (call) => {
  const request = readBody(call, z.object(skuOrOffer), "StocksByWarehouseFbsRequest");
  return { result: ownRows(call.account, request).map(tellOwn) };
};

export const stockMethods: Record<string, Method> = {
  "/v4/product/info/stocks": listStocks,
};
/** Two forms of one thing: an account knows one of them. */
export const newerStockMethods: Record<string, Method> = {
  "/v1/analytics/stocks": analyse,
  "/v2/product/info/stocks-by-warehouse/fbs": listOwn,
};
export const olderStockMethods: Record<string, Method> = {
  "/v2/analytics/stock_on_warehouses": report,
  "/v1/product/info/stocks-by-warehouse/fbs": listOwnAtOnce,
};
