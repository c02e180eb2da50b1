import { z } from "zod";
import type { Method, Surroundings } from "../api-method";
import { type ApiCall, inRange, readBody } from "../request-fields";
import type { WireValue } from "../wire-json";
import { marketOf } from "./catalogue";
import type { Market, MarketProduct, MarketWarehouse } from "./market-model";
import { idField } from "./product-selection";
import { rowsOf } from "./stock-index";

const setRequest = z.object({
  stocks: z
    .array(
      z.object({
        offer_id: z.string().nullish(),
        product_id: idField.nullish(),
        stock: z.number().int().min(0, "value must be greater than or equal to 0"),
        warehouse_id: idField,
      }),
    )
    .min(1, inRange(0, 100))
    .max(100, inRange(0, 100)),
});
type StockItem = z.output<typeof setRequest>["stocks"][number];

const MOST = 100_000;

const setStocks: Method = (call, around) => {
  const { stocks } = readBody(call, setRequest, "ProductsStocksRequest");
  const changed = new Set<string>();
  const result = stocks.map((item) => setStock(call, around, item, changed));
  if (changed.size > 0)
    around.world.announceMarket({ kind: "stocks_changed", account: call.account, offerIds: [...changed] });
  return { result };
};

function setStock(call: ApiCall, around: Surroundings, item: StockItem, changed: Set<string>): WireValue {
  const market = marketOf(call.account);
  const product = market.products.find((one) =>
    item.offer_id ? one.offerId === item.offer_id : one.productId === item.product_id,
  );
  const place = market.warehouses.find(
    ({ warehouseId, kind }) => kind === "own" && warehouseId === item.warehouse_id,
  );
  const answer = {
    warehouse_id: BigInt(item.warehouse_id),
    product_id: BigInt(product?.productId ?? item.product_id ?? 0),
    offer_id: product?.offerId ?? item.offer_id ?? "",
  };
  const wrong = faultOf(item, product, place);
  if (product === undefined || place === undefined || wrong !== null) {
    return { ...answer, updated: false, errors: [wrong] };
  }
  if (!around.admitRow(call, "stock_changes", `${product.offerId}@${place.warehouseId}`)) {
    const error = { code: "TOO_MANY_REQUESTS", message: "Stock is updated too frequently" };
    return { ...answer, updated: false, errors: [error] };
  }
  putStock(market, product.offerId, place, { free: item.stock });
  changed.add(product.offerId);
  return { ...answer, updated: true, errors: [] };
}

function faultOf(
  item: StockItem,
  product: MarketProduct | undefined,
  place: MarketWarehouse | undefined,
): { code: string; message: string } | null {
  if (product === undefined && item.offer_id)
    return { code: "offer_id_not_found", message: "offer_id is not found" };
  if (product === undefined) return { code: "NOT_FOUND_ERROR", message: "Product is not found" };
  if (place === undefined) return { code: "WAREHOUSE_NOT_FOUND", message: "Warehouse is not found" };
  if (product.sku === "") return { code: "product_is_not_created", message: "Product is not created" };
  return item.stock > MOST ? { code: "STOCK_TOO_BIG", message: "Stock is too big" } : null;
}

/**
 * Puts so much into a warehouse. `free`: beside what is reserved there, which is how the marketplace reads a
 * stock that a seller sets; `present`: with it.
 */
export function putStock(
  market: Market,
  offerId: string,
  { warehouseId, scheme }: MarketWarehouse,
  amount: { free: number } | { present: number },
): void {
  let row = rowsOf(market, offerId).find((one) => one.warehouseId === warehouseId);
  if (row === undefined) {
    row = { offerId, warehouseId, scheme, present: 0, reserved: 0, promised: 0, updatedMs: 0 };
    market.stocks.push(row);
  }
  row.present = "free" in amount ? amount.free + row.reserved : Math.max(amount.present, row.reserved);
  row.updatedMs = Date.now();
}

export const stockWrites: Record<string, Method> = { "/v2/products/stocks": setStocks };
