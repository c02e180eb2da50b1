import type { Account, Order } from "../../model";
import { deliverByOf, moveOrder, type OrderMove, shipByOf, substatusOf } from "../../orders";
import type { World } from "../../world";
import { release, reserve, ship } from "../reserve";
import { hasMarket } from "./goods";

/** Moves an order, with what that means for the stocks, and rings for it unless it is to be quiet. */
export function moveAndRing(
  world: World,
  account: Account,
  order: Order,
  change: OrderMove,
  { isQuiet = false }: { isQuiet?: boolean } = {},
): void {
  const was = {
    status: order.status,
    substatus: substatusOf(order),
    deliverByMs: deliverByOf(order),
    shipByMs: shipByOf(order),
  };
  moveOrder(order, change);
  order.isChanged = true;
  world.revision += 1;
  if (!isQuiet) world.announceOrder({ kind: "order_changed", account, order, was });
  const moved = hasMarket(account) ? settle(account, order, was.status) : [];
  if (moved.length > 0 && !isQuiet)
    world.announceMarket({ kind: "stocks_changed", account, offerIds: moved });
}

/** Takes in a new order: it sets its things aside, and rings. */
export function placeAndRing(
  world: World,
  account: Account,
  order: Order,
  { isQuiet = false }: { isQuiet?: boolean } = {},
): void {
  order.isChanged = true;
  if (!isQuiet) world.announceOrder({ kind: "order_new", account, order });
  if (!hasMarket(account) || !AT_SELLER.has(order.status)) return;
  const moved = eachLine(order, (offerId, quantity) =>
    reserve(account, offerId, order.scheme, order.warehouse?.id ?? null, quantity),
  );
  if (moved.length > 0 && !isQuiet)
    world.announceMarket({ kind: "stocks_changed", account, offerIds: moved });
}

const AT_SELLER = new Set(["awaiting_packaging", "awaiting_deliver"]);

/** Cancelled before it left: given back. On its way: gone from the shelf. */
function settle(account: Account, order: Order, was: string): string[] {
  if (!AT_SELLER.has(was) || AT_SELLER.has(order.status)) return [];
  const warehouse = order.warehouse?.id ?? null;
  const act = order.status === "cancelled" ? release : ship;
  return eachLine(order, (offerId, quantity) => act(account, offerId, order.scheme, warehouse, quantity));
}

/** The articles whose stocks came out of it differently; pushes are about the seller's own warehouses. */
function eachLine(order: Order, act: (offerId: string, quantity: number) => object | null): string[] {
  const { offerId, quantity, more = [] } = order;
  const done = [{ offerId, quantity }, ...more].filter((line) => act(line.offerId, line.quantity) !== null);
  return order.scheme === "fbo" ? [] : done.map((line) => line.offerId);
}
