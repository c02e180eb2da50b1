import type { Account } from "../../model";
import { pick } from "../../random";
import type { World } from "../../world";
import { ordersOf } from "../orders/market-orders";
import type { RequestState } from "./request-states";
import { addRequest, type GoodsReturn, requestsOf, returnsOf } from "./return-book";
import { requestOf } from "./return-requests";
import { anyLineOf } from "./returned-line";

/** Something comes back, or what comes back goes a step on; no push tells of returns. */
export function moveSomeReturn(world: World, account: Account): void {
  if (world.random() < 0.4) askForReturn(world, account);
  else if (world.random() < 0.5) moveGoods(world, account);
  else moveRequest(world, account);
  world.revision += 1;
}

/** A buyer of something that the seller delivered himself wants to give it back. */
function askForReturn(world: World, account: Account): void {
  const asked = new Set([...requestsOf(account).values()].map(({ order }) => order.postingNumber));
  const delivered = [...ordersOf(account).values()].filter(
    (order) => order.scheme === "rfbs" && order.status === "delivered" && !asked.has(order.postingNumber),
  );
  if (delivered.length === 0) return;
  const order = pick(world.random, delivered);
  addRequest(account, requestOf(order, anyLineOf(order), Date.now()));
}

const NEXT: Readonly<Record<string, string>> = {
  MovingToSeller: "ArrivedAtReturnPlace",
  ArrivedAtReturnPlace: "ReceivedBySeller",
  MovingToOzon: "ReturnedToOzon",
};

function moveGoods(world: World, account: Account): void {
  const moving = [...returnsOf(account).values()].filter(({ state }) => state in NEXT);
  if (moving.length > 0) stepGoods(pick(world.random, moving));
}

function stepGoods(one: GoodsReturn): void {
  one.state = NEXT[one.state] ?? one.state;
  one.changedMs = Date.now();
  if (!(one.state in NEXT)) one.finalMs = one.changedMs;
}

const NEXT_OF_REQUEST: Partial<Record<RequestState, RequestState>> = { APPROVED: "MOVING_TO_SELLER" };

/** What the seller agreed to is sent; everything else waits for the seller. */
function moveRequest(world: World, account: Account): void {
  const moving = [...requestsOf(account).values()].filter(({ state }) => state in NEXT_OF_REQUEST);
  if (moving.length === 0) return;
  const request = pick(world.random, moving);
  request.state = NEXT_OF_REQUEST[request.state] ?? request.state;
  request.changedMs = Date.now();
}
