import { hasMarket } from "./market/orders/goods";
import { makeNewOrder, ordersOf } from "./market/orders/market-orders";
import { moveAndRing, placeAndRing } from "./market/orders/move-order";
import { moveSomeReturn } from "./market/returns/return-traffic";
import type { Account, Order } from "./model";
import { deliverByOf } from "./orders";
import { pick } from "./random";
import type { World } from "./world";

const DAY_MS = 86_400_000;

/** Where an order goes from where it is; the last one stands still. */
const WAY: Way = [
  ["awaiting_packaging", "posting_created"],
  ["awaiting_deliver", "posting_in_carriage"],
  ["driver_pickup", "posting_driver_pick_up"],
  ["delivering", "posting_on_way_to_city"],
  ["delivering", "posting_on_way_to_pickup_point"],
  ["delivering", "posting_in_pickup_point"],
  ["delivered", "posting_received"],
];
/** From the marketplace's own warehouse nobody has to fetch it first. */
const FBO_WAY: Way = WAY.filter(([status]) => status !== "driver_pickup");
type Way = readonly (readonly [status: string, substatus: string])[];

// How many may wait to be packed before somebody packs one in the cabinet, and how many orders a demo that runs for
// days may grow by.
const MAX_TO_PACK = 30;
const MAX_NEW = 3_000;
const NEW_SHARE = 0.6;
const RETURN_SHARE = 0.12;

/** A step in the life of these accounts' orders: some come in, some come back, others go on. */
export function liveWithOrders(world: World, accounts: readonly Account[]): void {
  const markets = accounts.filter(hasMarket);
  if (markets.length > 0) {
    if (world.random() < NEW_SHARE) orderSomething(world, pick(world.random, markets));
    if (world.random() < RETURN_SHARE) moveSomeReturn(world, pick(world.random, markets));
  }
  moveSomeOrder(world, accounts);
}

const placed = new WeakMap<Account, number>();

function orderSomething(world: World, account: Account): void {
  const count = placed.get(account) ?? 0;
  if (count >= MAX_NEW) return;
  placed.set(account, count + 1);
  const order = makeNewOrder(account, count);
  if (ordersOf(account).has(order.postingNumber)) return;
  world.putOrder(account, order, null);
  placeAndRing(world, account, order);
}

/** Moves one order of these accounts a step on, and rings for it; one in ten turns out otherwise. */
export function moveSomeOrder(world: World, accounts: readonly Account[]): void {
  const moving = accounts.flatMap((account) =>
    movable(account, [...ordersOf(account).values()]).map((order) => ({ account, order })),
  );
  if (moving.length === 0) return;
  const { account, order } = pick(world.random, moving);
  moveAndRing(world, account, order, nextStep(world, order));
}

/** Who sells in a market packs by hand: what waits for it is left alone while there is not too much of it. */
function movable(account: Account, orders: Order[]): Order[] {
  if (!hasMarket(account)) return orders.filter((order) => order.scheme !== "fbo" && isOnItsWay(order));
  const onTheirWay = orders.filter(isOnItsWay);
  const toPack = onTheirWay.filter(isToPack);
  return toPack.length > MAX_TO_PACK ? onTheirWay : onTheirWay.filter((order) => !isToPack(order));
}

function isToPack(order: Order): boolean {
  return order.scheme !== "fbo" && order.status === "awaiting_packaging";
}

function isOnItsWay(order: Order): boolean {
  const place = placeOf(order);
  return place >= 0 && place < wayOf(order).length - 1;
}

function wayOf({ scheme }: Order): Way {
  return scheme === "fbo" ? FBO_WAY : WAY;
}

/** The seeded orders have finer words of their own: the coarse one tells the place then. */
function placeOf(order: Order): number {
  const way = wayOf(order);
  const exact = way.findIndex(([status, word]) => status === order.status && word === order.substatus);
  return exact >= 0 ? exact : way.findIndex(([status]) => status === order.status);
}

function nextStep(world: World, order: Order): { status?: string; substatus?: string; deliver_by?: string } {
  const dice = world.random();
  const place = placeOf(order);
  const isTravelling = order.status === "driver_pickup" || order.status === "delivering";
  const isWaiting = order.substatus === "posting_in_pickup_point";
  if (dice < 0.05 && isTravelling && !isWaiting)
    return { deliver_by: new Date(Math.max(Date.now(), deliverByOf(order)) + 2 * DAY_MS).toISOString() };
  if (dice < 0.08 && isWaiting) return { status: "cancelled", substatus: "posting_returned_to_warehouse" };
  if (dice < 0.1 && place < 2) return { status: "cancelled", substatus: "posting_canceled" };
  const [status, substatus] = wayOf(order)[place + 1] ?? ["delivered", "posting_received"];
  return { status, substatus };
}
