import type { ItemOutcome, PortPage } from "./port-page";
import type { Cursor } from "./ports";

export type StockScheme = "fbo" | "fbs" | "rfbs";

/** How much there is. `present` counts what is reserved; `free` is what can be sold now. */
export interface StockFacts {
  readonly offerId: string | null;
  readonly sku: string | null;
  readonly scheme: StockScheme;
  /** Null: the source knows no places. */
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly present: number;
  readonly reserved: number;
  readonly free: number;
  readonly promised: number;
}

export interface WarehouseFacts {
  readonly warehouseId: string;
  readonly kind: "fbo" | "own";
  readonly name: string;
  readonly city: string | null;
  readonly isActive: boolean;
}

export interface StockPort {
  /** By scheme, without places: the list of products. */
  listStocks(cursor: Cursor | null): Promise<PortPage<StockFacts>>;
  /** In the marketplace's own warehouses. `skus`: all that the seller has, where the newer method must be given them. */
  listWarehouseStocks(input: {
    cursor: Cursor | null;
    skus: readonly string[];
  }): Promise<PortPage<StockFacts>>;
  /** In the seller's warehouses. */
  listOwnStocks(input: { cursor: Cursor | null; skus: readonly string[] }): Promise<PortPage<StockFacts>>;
  /** The seller's warehouses. */
  listOwnWarehouses(): Promise<readonly WarehouseFacts[]>;
  /** These articles as they are now, by scheme and in the seller's warehouses; at most 100. */
  findStocks(
    offers: readonly { readonly offerId: string; readonly sku: string | null }[],
  ): Promise<readonly StockFacts[]>;
  /** Sets stocks in the seller's warehouses, at most 100; the subject of an outcome is `offerId@warehouseId`. */
  setStocks(
    items: readonly { readonly offerId: string; readonly warehouseId: string; readonly stock: number }[],
  ): Promise<readonly ItemOutcome[]>;
}
