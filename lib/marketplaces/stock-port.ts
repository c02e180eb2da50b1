import type { Cursor } from "./cursor";
import type { ItemOutcome, PortPage } from "./port-page";

export type StockScheme = "fbo" | "fbs" | "rfbs";

/** How much there is, never below 0. `present` counts what is reserved; `free` is what can be sold now. */
export interface StockFacts {
  readonly offerId: string | null;
  readonly sku: string | null;
  /** In the seller's own warehouses always `fbs`: which of them are `rfbs` stands at the warehouse. */
  readonly scheme: StockScheme;
  /** Null: the source knows no places, or does not name this one. */
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly present: number;
  readonly reserved: number;
  readonly free: number;
  readonly promised: number;
}

/** One of the seller's own warehouses. */
export interface WarehouseFacts {
  readonly warehouseId: string;
  readonly name: string;
  readonly scheme: "fbs" | "rfbs";
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isActive: boolean;
}

/** A stock to be set. `stock`: what can be sold, without what is reserved. */
export interface NewStock {
  readonly offerId: string;
  /** The marketplace's id of the product, where it is known. */
  readonly productId: string | null;
  readonly warehouseId: string;
  readonly stock: number;
}

export interface StockPort {
  /** By scheme, without places: the list of products. */
  listStocks(cursor: Cursor | null): Promise<PortPage<StockFacts>>;
  /** In the marketplace's own warehouses. `skus`: all that the seller has, where the newer method must be given them. */
  listWarehouseStocks(input: {
    cursor: Cursor | null;
    skus: readonly string[];
  }): Promise<PortPage<StockFacts>>;
  /** In the seller's warehouses. `offerIds`: all that the seller has; the method must be given them. */
  listOwnStocks(input: { cursor: Cursor | null; offerIds: readonly string[] }): Promise<PortPage<StockFacts>>;
  /** The seller's warehouses. */
  listOwnWarehouses(): Promise<readonly WarehouseFacts[]>;
  /** These articles as they are now, by scheme and in the seller's warehouses; at most 100. */
  findStocks(offerIds: readonly string[]): Promise<{
    readonly byScheme: readonly StockFacts[];
    readonly own: readonly StockFacts[];
  }>;
  /** Sets stocks in the seller's warehouses, at most 100, once; the subject of an outcome is `offerId@warehouseId`. */
  setStocks(items: readonly NewStock[]): Promise<readonly ItemOutcome[]>;
}
