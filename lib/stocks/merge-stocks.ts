import type { StockFacts } from "../marketplaces/stock-port";

/** products: by scheme | warehouses: the marketplace's | own: the seller's */
export type StockSource = "products" | "warehouses" | "own";

/** One row of `stocks`, without whose it is and when it was seen. */
export interface StockCell {
  readonly offer_id: string;
  readonly scheme: string;
  /** '' where the source names no place. */
  readonly warehouse_id: string;
  readonly sku: string | null;
  readonly present: number;
  readonly reserved: number;
  readonly free: number;
  readonly promised: number;
}

/**
 * Facts of one answer as rows with keys of their own: a product that is sold under several numbers in one place (a used
 * copy, a large parcel) is told once for each, and is one row here. `offerOf`: articles by SKU, where only that is told;
 * what belongs to no known article is left out. `rfbs`: the warehouses that sell so.
 */
export function mergeStocks(input: {
  facts: readonly StockFacts[];
  offerOf: ReadonlyMap<string, string>;
  rfbs: ReadonlySet<string>;
}): StockCell[] {
  const cells = new Map<string, StockCell>();
  for (const fact of input.facts) {
    const offerId = fact.offerId ?? (fact.sku === null ? undefined : input.offerOf.get(fact.sku));
    if (offerId === undefined) continue;
    const place = fact.warehouseId ?? "";
    const scheme = fact.scheme === "fbs" && input.rfbs.has(place) ? "rfbs" : fact.scheme;
    const key = JSON.stringify([offerId, scheme, place]);
    const known = cells.get(key);
    cells.set(key, {
      offer_id: offerId,
      scheme,
      warehouse_id: place,
      sku: known?.sku ?? fact.sku,
      present: (known?.present ?? 0) + fact.present,
      reserved: (known?.reserved ?? 0) + fact.reserved,
      free: (known?.free ?? 0) + fact.free,
      promised: (known?.promised ?? 0) + fact.promised,
    });
  }
  // Always in one order: two writers then never wait for each other crosswise.
  return [...cells.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}
