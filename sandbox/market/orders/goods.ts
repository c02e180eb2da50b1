import { shopOf } from "../../conversations/shops";
import type { Account, Scheme } from "../../model";

/** What orders are made of: things to sell and the places they lie in. */
export interface Goods {
  wares: Ware[];
  warehouses: Record<Scheme, { id: string; name: string }[]>;
}
export interface Ware {
  sku: string;
  offerId: string;
  name: string;
  price: string;
}

const YEAR_DAYS = 365;

/** How many orders of how many days an account starts with, or null when it has no market. */
export function planOf(account: Account): { orders: number; days: number } | null {
  const seed = account.market?.seed ?? null;
  if (seed === null || (seed.orders ?? 0) <= 0) return null;
  return { orders: seed.orders ?? 0, days: seed.days ?? YEAR_DAYS };
}

/** True for an account that was given a market: it answers one generation of each method only. */
export function hasMarket(account: Account): boolean {
  return (account.market?.seed ?? null) !== null;
}

export function goodsOf(account: Account): Goods {
  const main = [{ id: "22000000001", name: "Основной склад" }];
  return {
    wares: shopOf(account.name).products,
    warehouses: { fbs: main, rfbs: main, fbo: [{ id: "23000000001", name: "Хоругвино" }] },
  };
}
