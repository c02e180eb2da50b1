import { z } from "zod";
import type { Account } from "../model";
import { invalid } from "../refusal";
import { marketOf } from "./catalogue";
import type { Market, MarketProduct } from "./market-model";
import { rowsOf } from "./stock-index";

/** A number of the marketplace's as clients write it, bare or as text; its digits. */
export const idField = z
  .union([z.bigint(), z.number().int().nonnegative(), z.string().regex(/^\d+$/)])
  .transform(String);

const VISIBILITIES = ["ALL", "VISIBLE", "INVISIBLE", "EMPTY_STOCK", "STATE_FAILED", "IN_SALE"] as const;
const MORE_VISIBILITIES = ["READY_TO_SUPPLY", "ARCHIVED", "AUTO_ARCHIVED", "MANUAL_ARCHIVED"] as const;

export const filterField = z.object({
  offer_id: z.array(z.string()).max(1000).nullish(),
  product_id: z.array(idField).max(1000).nullish(),
  sku: z.array(idField).max(1000).nullish(),
  visibility: z.enum([...VISIBILITIES, ...MORE_VISIBILITIES]).nullish(),
});

/** Whether something of it can be sold now. */
export function hasFree(market: Market, offerId: string, isTheirs?: boolean): boolean {
  return rowsOf(market, offerId).some(
    (row) => row.present > row.reserved && (isTheirs === undefined || isTheirs === (row.scheme === "fbo")),
  );
}

/** Whether the marketplace refuses to sell it. */
export function isFailed({ problems }: MarketProduct): boolean {
  return problems.some(({ level }) => level === "ERROR_LEVEL_ERROR");
}

/** The products a filter asks for; without a visibility or ids: all but those put away. */
export function selectProducts(account: Account, filter: z.output<typeof filterField>): MarketProduct[] {
  const market = marketOf(account);
  const offers = setOf(filter.offer_id);
  const ids = setOf(filter.product_id);
  const skus = setOf(filter.sku);
  const isNamed = offers !== null || ids !== null || skus !== null;
  return market.products.filter(
    (product) =>
      (offers === null || offers.has(product.offerId)) &&
      (ids === null || ids.has(product.productId)) &&
      (skus === null || skus.has(product.sku)) &&
      isVisibleAs(market, product, filter.visibility ?? null, isNamed),
  );
}

function setOf(values: readonly string[] | null | undefined): Set<string> | null {
  return values === null || values === undefined || values.length === 0 ? null : new Set(values);
}

function isVisibleAs(
  market: Market,
  product: MarketProduct,
  visibility: z.output<typeof filterField>["visibility"] | null,
  isNamed: boolean,
): boolean {
  const isSold = !product.isArchived && !isFailed(product) && hasFree(market, product.offerId);
  switch (visibility) {
    case "VISIBLE":
    case "IN_SALE":
      return isSold;
    case "INVISIBLE":
      return !isSold && !product.isArchived;
    case "EMPTY_STOCK":
    case "READY_TO_SUPPLY":
      return !product.isArchived && !isFailed(product) && !hasFree(market, product.offerId);
    case "STATE_FAILED":
      return !product.isArchived && isFailed(product);
    case "ARCHIVED":
      return product.isArchived;
    case "AUTO_ARCHIVED":
      return product.isArchived && product.isAutoArchived;
    case "MANUAL_ARCHIVED":
      return product.isArchived && !product.isAutoArchived;
    default:
      return isNamed || !product.isArchived;
  }
}

/**
 * A page after the product the cursor names. There is a cursor as long as there are items: only the empty
 * page after the last one has none.
 */
export function pageOf<Item>(
  all: readonly Item[],
  { cursor, limit, keyOf }: { cursor: string; limit: number; keyOf: (item: Item) => string },
): { items: Item[]; cursor: string } {
  const after = cursor === "" ? "" : Buffer.from(cursor, "base64").toString("utf8");
  const start = after === "" ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  if (after !== "" && start === 0) throw invalid("invalid cursor");
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  return { items, cursor: last === undefined ? "" : Buffer.from(keyOf(last)).toString("base64") };
}
