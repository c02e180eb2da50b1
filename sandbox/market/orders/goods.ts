import type { Account, Scheme } from "../../model";
import { catalogueOf, marketOf } from "../catalogue";
import { hashOf } from "./stable-dice";

/** What orders are made of: things to sell and the places they lie in. */
export interface Goods {
  wares: Ware[];
  warehouses: Record<Scheme, { id: string; name: string; cluster: string }[]>;
}
export interface Ware {
  sku: string;
  /** Its number where the seller sends it. */
  fbsSku: string;
  offerId: string;
  name: string;
  price: string;
}

const YEAR_DAYS = 365;

/** How many orders of how many days an account starts with, or null when it has no market. */
export function planOf(account: Account): { orders: number; days: number } | null {
  const seed = account.market.seed;
  if (seed === null || (seed.orders ?? 0) <= 0) return null;
  return { orders: seed.orders ?? 0, days: seed.days ?? YEAR_DAYS };
}

/** True for an account that was given a market: it answers one generation of each method only. */
export function hasMarket(account: Account): boolean {
  return account.market.seed !== null;
}

/** What sells, the best first, and where it is sent from. */
export function goodsOf(account: Account): Goods {
  const { warehouses } = marketOf(account);
  const wares = catalogueOf(account)
    .filter((product) => product.sku !== "" && !product.isArchived)
    .map(({ sku, fbsSku = sku, offerId, name, price }) => ({ sku, fbsSku, offerId, name, price }))
    .sort((a, b) => hashOf(a.offerId) - hashOf(b.offerId));
  const places = (scheme: Scheme) => {
    const own = warehouses.filter((warehouse) => warehouse.scheme === scheme && warehouse.isActive);
    return own.map(({ warehouseId: id, name, clusterName: cluster }) => ({ id, name, cluster }));
  };
  return { wares, warehouses: { fbs: places("fbs"), rfbs: places("rfbs"), fbo: places("fbo") } };
}
