import type { Account } from "../model";
import { between, pick } from "../random";
import type { World } from "../world";
import { marketOf } from "./catalogue";

const MOST = 200; // a demo that runs for days must not fill its shelves for ever

/** A delivery comes in somewhere or a few are sold elsewhere; only accounts with a market have such a life. */
export function moveSomeStock(world: World, accounts: readonly Account[]): void {
  const markets = accounts.filter(({ market }) => market.seed !== null);
  if (markets.length === 0) return;
  const account = pick(world.random, markets);
  const { stocks } = marketOf(account);
  if (stocks.length === 0) return;
  const row = pick(world.random, stocks);
  const change = world.random() < 0.6 ? -between(world.random, 1, 3) : between(world.random, 4, 20);
  row.present = Math.min(MOST, Math.max(row.reserved, row.present + change));
  row.updatedMs = Date.now();
  world.revision += 1;
  if (row.scheme !== "fbo")
    world.announceMarket({ kind: "stocks_changed", account, offerIds: [row.offerId] });
}
