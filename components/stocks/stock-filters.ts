/** The lists of stocks, in their order on the screen. */
export const stockTabs = ["all", "left", "low", "none", "differs"] as const;
export type StockTab = (typeof stockTabs)[number];

export const LEAST_LOW = 1;
export const USUAL_LOW = 5;
export const MOST_LOW = 10_000;

/** Which stocks are shown, as it stands in the address. Empty texts ask for nothing. */
export interface StockFilters {
  readonly sellerId: string;
  readonly tab: StockTab;
  /** At most so many are few. */
  readonly low: number;
  readonly warehouseId: string;
  readonly q: string;
}

export const stockAddressNames = ["seller", "tab", "low", "warehouse", "q", "look"] as const;

/** Reads an address; what is not ours asks for nothing. */
export function parseStockFilters(params: Pick<URLSearchParams, "get">): StockFilters {
  const low = Number(params.get("low") ?? USUAL_LOW);
  return {
    sellerId: (params.get("seller") ?? "").slice(0, 100),
    tab: stockTabs.find((tab) => tab === params.get("tab")) ?? "all",
    low: Number.isInteger(low) && low >= LEAST_LOW && low <= MOST_LOW ? low : USUAL_LOW,
    warehouseId: (params.get("warehouse") ?? "").slice(0, 200),
    q: (params.get("q") ?? "").slice(0, 200).trim(),
  };
}

/** What was asked for, by the names it has in the address. */
export function toStockRecord(filters: StockFilters): Record<string, string> {
  const record = {
    seller: filters.sellerId,
    tab: filters.tab === "all" ? "" : filters.tab,
    low: filters.low === USUAL_LOW ? "" : String(filters.low),
    warehouse: filters.warehouseId,
    q: filters.q,
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ""));
}

/** What the server is asked. */
export function toStockQuery({ sellerId, tab, low, warehouseId, q }: StockFilters) {
  return { seller_id: sellerId, tab, low, warehouse_id: warehouseId || undefined, q: q || undefined };
}

/** Whether the list shows less than its tab has. */
export function isNarrowed({ warehouseId, q }: StockFilters): boolean {
  return warehouseId !== "" || q !== "";
}
