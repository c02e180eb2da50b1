import type { Account } from "../model";
import { createRandom } from "../random";
import { fillWarehouses, stockUnknown } from "./fill-warehouses";
import { makeProduct, makeProducts } from "./make-products";
import type { Market, MarketProduct } from "./market-model";
import { makeWarehouses } from "./warehouses";

/** The market of an account, built when first asked for: the same for the same account every time. */
export function marketOf(account: Account): Market {
  const { market } = account;
  if (!market.isBuilt) {
    market.isBuilt = true;
    const random = createRandom(diceOf(account.clientId));
    const nowMs = Date.now();
    market.products = makeProducts(account, random, nowMs);
    market.warehouses = makeWarehouses(market.seed);
    market.stocks = fillWarehouses(market, random, nowMs);
  }
  if (market.ordersSeen !== account.orders.size) takeInOrders(account);
  return market;
}

/** Everything the account sells; rows of one truth, changed in place. */
export function catalogueOf(account: Account): readonly MarketProduct[] {
  return marketOf(account).products;
}

/** The product with this article, or undefined. */
export function findProduct(account: Account, offerId: string): MarketProduct | undefined {
  return marketOf(account).products.find((product) => product.offerId === offerId);
}

/** The product with this number, or undefined. */
export function findBySku(account: Account, sku: string): MarketProduct | undefined {
  return marketOf(account).products.find((product) => product.sku === sku || product.fbsSku === sku);
}

/** Under which number a scheme sells a product. */
export function skuFor(product: MarketProduct, scheme: "fbo" | "fbs" | "rfbs"): string {
  return scheme === "fbo" ? product.sku : (product.fbsSku ?? product.sku);
}

/** What orders hold and no catalogue knows is sold by the account too. */
function takeInOrders(account: Account): void {
  const { market } = account;
  market.ordersSeen = account.orders.size;
  const known = new Set(market.products.map(({ offerId }) => offerId));
  for (const { sku, offerId, productName: name, price, more = [] } of account.orders.values()) {
    for (const one of [{ sku, offerId, name, price }, ...more]) {
      if (known.has(one.offerId)) continue;
      known.add(one.offerId);
      const product = makeProduct(one, createRandom(diceOf(one.sku)), Date.now());
      market.products.push(product);
      market.stocks.push(stockUnknown(product));
    }
  }
}

function diceOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 17);
}
