import type { Method } from "./api-method";
import { categoryMethods } from "./market/methods-categories";
import { importMethods } from "./market/methods-imports";
import { priceMethods } from "./market/methods-prices";
import { productMethods } from "./market/methods-products";
import { shelfMethods } from "./market/methods-shelf";
import { newerStockMethods, olderStockMethods, stockMethods } from "./market/methods-stocks";
import { newerWarehouseMethods, olderWarehouseMethods } from "./market/methods-warehouses";
import { stockWrites } from "./market/set-stocks";
import type { Dialect } from "./model";

const BOTH: Readonly<Record<string, Method>> = {
  ...productMethods,
  ...categoryMethods,
  ...priceMethods,
  ...stockMethods,
  ...stockWrites,
  ...importMethods,
  ...shelfMethods,
};

/** Products, prices, stocks and warehouses; of two forms of a method the documents' account has the older. */
export const productMethodsOf: Readonly<Record<Dialect, Readonly<Record<string, Method>>>> = {
  v1: { ...BOTH, ...olderStockMethods, ...olderWarehouseMethods },
  v3: { ...BOTH, ...newerStockMethods, ...newerWarehouseMethods },
};
