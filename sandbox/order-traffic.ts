import { moveAndRing } from "./market/orders/move-order";
import type { Account, Order } from "./model";
import { deliverByOf } from "./orders";
import { pick } from "./random";
import type { World } from "./world";

const DAY_MS = 86_400_000;

/** Where an order goes from where it is; the last one stands still. */
const WAY: readonly (readonly [status: string, substatus: string])[] = [
  ["awaiting_packaging", "posting_created"],
  ["awaiting_deliver", "posting_in_carriage"],
  ["driver_pickup", "posting_driver_pick_up"],
  ["delivering", "posting_on_way_to_city"],
  ["delivering", "posting_on_way_to_pickup_point"],
  ["delivering", "posting_in_pickup_point"],
  ["delivered", "posting_received"],
];

/** Moves one order of these accounts a step on, and rings for it; one in ten turns out otherwise. */
export function moveSomeOrder(world: World, accounts: readonly Account[]): void {
  const moving = accounts.flatMap((account) =>
    [...account.orders.values()].filter(isOnItsWay).map((order) => ({ account, order })),
  );
  if (moving.length === 0) return;
  const { account, order } = pick(world.random, moving);
  moveAndRing(world, account, order, nextStep(world, order));
}

function isOnItsWay(order: Order): boolean {
  return order.scheme !== "fbo" && placeOf(order) >= 0 && placeOf(order) < WAY.length - 1;
}

/** The seeded orders have finer words of their own: the coarse one tells the place then. */
function placeOf(order: Order): number {
  const exact = WAY.findIndex(([status, word]) => status === order.status && word === order.substatus);
  return exact >= 0 ? exact : WAY.findIndex(([status]) => status === order.status);
}

function nextStep(world: World, order: Order): { status?: string; substatus?: string; deliver_by?: string } {
  const dice = world.random();
  const place = placeOf(order);
  const isTravelling = place >= 2 && place < 5;
  if (dice < 0.05 && isTravelling)
    return { deliver_by: new Date(Math.max(Date.now(), deliverByOf(order)) + 2 * DAY_MS).toISOString() };
  if (dice < 0.08 && place === 5) return { status: "cancelled", substatus: "posting_returned_to_warehouse" };
  if (dice < 0.1 && place < 2) return { status: "cancelled", substatus: "posting_canceled" };
  const [status, substatus] = WAY[place + 1] ?? ["delivered", "posting_received"];
  return { status, substatus };
}
