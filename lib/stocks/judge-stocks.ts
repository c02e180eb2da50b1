import { db } from "../db/client";

/** A stock that is to be set, as it was given. */
export interface GivenStock {
  readonly offerId: string;
  /** The id of one of the seller's own warehouses, or its name. Absent: the only one. */
  readonly warehouse?: string | undefined;
  readonly stock: number;
}

/** The same with what it means here. */
export interface JudgedStock {
  readonly offerId: string;
  readonly stock: number;
  readonly problem: "unknown_article" | "unknown_warehouse" | "same_subject_twice" | null;
  readonly productId: string | null;
  readonly name: string | null;
  readonly warehouse: { readonly id: string; readonly name: string } | null;
  /** What can be sold there now, and what is reserved; null: not known. */
  readonly free: number | null;
  readonly reserved: number | null;
}

/** What a stock in a warehouse is called in an action. */
export function subjectOf(offerId: string, warehouseId: string): string {
  return `${offerId}@${warehouseId}`;
}

/** Looks each stock up: the article, the warehouse, what is there now. Finds what cannot be sent; throws nothing. */
export async function judgeStocks(sellerId: string, given: readonly GivenStock[]): Promise<JudgedStock[]> {
  const offerIds = [...new Set(given.map((one) => one.offerId))];
  const [products, warehouses, stocks, section] = await Promise.all([
    db().product.findMany({
      where: { sellerId, offerId: { in: offerIds }, goneAt: null },
      select: { offerId: true, productId: true, name: true },
    }),
    db().warehouse.findMany({ where: { sellerId, kind: "own" }, orderBy: { warehouseId: "asc" } }),
    db().stock.findMany({ where: { sellerId, source: "own", offerId: { in: offerIds } } }),
    db().sectionSync.findFirst({ where: { sellerId, section: "own_stocks" }, select: { freshAt: true } }),
  ]);
  const byOffer = new Map(products.map((product) => [product.offerId, product]));
  const stocked = new Set(stocks.map((row) => row.offerId));
  const active = warehouses.filter((one) => one.isActive);
  const absent = (section?.freshAt ?? null) === null ? null : 0; // a whole look shows all there is
  const seen = new Set<string>();
  return given.map(({ offerId, stock, warehouse: asked }) => {
    const product = byOffer.get(offerId);
    const warehouse =
      asked === undefined
        ? active.length === 1
          ? active[0]
          : undefined
        : (warehouses.find((one) => one.warehouseId === asked) ?? byName(warehouses, asked));
    const there = stocks.filter(
      (row) => row.offerId === offerId && row.warehouseId === warehouse?.warehouseId,
    );
    const sumOf = (numbers: readonly number[]) =>
      there.length === 0 ? absent : numbers.reduce((sum, number) => sum + number, 0);
    const subject = subjectOf(offerId, warehouse?.warehouseId ?? "");
    const isTwice = seen.has(subject);
    seen.add(subject);
    const isKnown = product !== undefined || stocked.has(offerId);
    return {
      offerId,
      stock,
      problem: problemOf({ isKnown, isPlaced: warehouse !== undefined, isTwice }),
      productId: product?.productId ?? null,
      name: product?.name || null,
      warehouse: warehouse === undefined ? null : { id: warehouse.warehouseId, name: warehouse.name },
      free: sumOf(there.map((row) => row.free)),
      reserved: sumOf(there.map((row) => row.reserved)),
    };
  });
}

function problemOf(of: { isKnown: boolean; isPlaced: boolean; isTwice: boolean }): JudgedStock["problem"] {
  if (!of.isKnown) return "unknown_article";
  if (!of.isPlaced) return "unknown_warehouse";
  return of.isTwice ? "same_subject_twice" : null;
}

/** People write a warehouse's name into tables; where two have it, it names neither. */
function byName<W extends { readonly name: string }>(warehouses: readonly W[], asked: string): W | undefined {
  const named = warehouses.filter((one) => one.name.trim().toLowerCase() === asked.trim().toLowerCase());
  return named.length === 1 ? named[0] : undefined;
}
