import type { Method } from "./api-method";
import { categoryMethods } from "./market/methods-categories";
import { priceMethods } from "./market/methods-prices";
import { productMethods } from "./market/methods-products";
import { newerStockMethods, olderStockMethods, stockMethods } from "./market/methods-stocks";
import { newerWarehouseMethods, olderWarehouseMethods } from "./market/methods-warehouses";
import type { Dialect } from "./model";

const BOTH: Readonly<Record<string, Method>> = {
  ...productMethods,
  ...categoryMethods,
  ...priceMethods,
  ...stockMethods,
};

/** Products, prices, stocks and warehouses; of two forms of a method the documents' account has the older. */
export const productMethodsOf: Readonly<Record<Dialect, Readonly<Record<string, Method>>>> = {
  v1: { ...BOTH, ...olderStockMethods, ...olderWarehouseMethods },
  v3: { ...BOTH, ...newerStockMethods, ...newerWarehouseMethods },
};
