import type { Market, StockRow } from "./market-model";

const indexes = new WeakMap<readonly StockRow[], { size: number; byOffer: Map<string, StockRow[]> }>();

/** The rows of one product. Rows are only ever added to the list or the list is replaced, so its length tells a change. */
export function rowsOf({ stocks }: Market, offerId: string): readonly StockRow[] {
  const known = indexes.get(stocks);
  if (known !== undefined && known.size === stocks.length) return known.byOffer.get(offerId) ?? [];
  const byOffer = new Map<string, StockRow[]>();
  for (const row of stocks) {
    const rows = byOffer.get(row.offerId);
    if (rows === undefined) byOffer.set(row.offerId, [row]);
    else rows.push(row);
  }
  indexes.set(stocks, { size: stocks.length, byOffer });
  return byOffer.get(offerId) ?? [];
}
