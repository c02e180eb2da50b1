import { between } from "../random";
import type { Market, MarketProduct, StockRow } from "./market-model";
import { MAIN_WAREHOUSE } from "./warehouses";

/** The first stocks: rows in the marketplace's warehouses and in the seller's own. */
export function fillWarehouses(market: Market, random: () => number, nowMs: number): StockRow[] {
  if (market.seed === null) return market.products.map(stockUnknown);
  return [...fillTheirs(market, random, nowMs), ...fillOwn(market, random, nowMs)];
}

/** What there is of a product of which nothing is known. */
export function stockUnknown({ offerId }: MarketProduct): StockRow {
  const row = { scheme: "fbs" as const, present: 12, reserved: 1, promised: 0, updatedMs: Date.now() };
  return { offerId, warehouseId: MAIN_WAREHOUSE, ...row };
}

/** 511 rows for 175 products, as the source tells of one shop; in this proportion for every other. */
function fillTheirs(market: Market, random: () => number, nowMs: number): StockRow[] {
  const places = market.warehouses.filter(({ kind }) => kind === "fbo");
  const sold = market.products.filter(
    (product, index) => !product.isArchived && product.sku !== "" && index % 6 !== 5,
  );
  if (places.length === 0 || sold.length === 0) return [];
  const wanted = Math.min(Math.round((market.products.length * 511) / 175), sold.length * places.length);
  const rows: StockRow[] = [];
  for (let index = 0; index < wanted; index += 1) {
    // Round after round over the products; every round begins at another warehouse, so no pair comes twice.
    const product = sold[index % sold.length];
    const round = Math.floor(index / sold.length);
    const place = places[((index % sold.length) + round) % places.length];
    if (product === undefined || place === undefined) continue;
    const present = between(random, 1, round === 0 ? 60 : 25);
    rows.push({
      offerId: product.offerId,
      warehouseId: place.warehouseId,
      scheme: "fbo",
      present,
      reserved: random() < 0.3 ? between(random, 0, Math.min(4, present)) : 0,
      promised: random() < 0.2 ? between(random, 5, 40) : 0,
      updatedMs: nowMs,
    });
  }
  return rows;
}

function fillOwn(market: Market, random: () => number, nowMs: number): StockRow[] {
  const own = market.warehouses.filter(({ kind }) => kind === "own");
  return market.products.flatMap((product, index) => {
    // The seller's shelves are empty for every ninth; what is put away or has no number is nowhere.
    if (product.isArchived || product.sku === "" || index % 9 === 8) return [];
    return own
      .filter((_, place) => place === 0 || index % (place + 2) === 1)
      .map(({ warehouseId, scheme }) => ({
        ...{ offerId: product.offerId, warehouseId, scheme, reserved: 0, promised: 0, updatedMs: nowMs },
        present: between(random, 0, 10) === 0 ? 0 : between(random, 2, 80),
      }));
  });
}
