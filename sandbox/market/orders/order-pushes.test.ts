import { expect, test } from "vitest";
import { orderBody } from "../../control-protocol";
import { liveWithOrders } from "../../order-traffic";
import { toOrder } from "../../orders";
import { openAccount } from "../../seed-conversations";
import { v3Account } from "../../seller-caller";
import { pushBody } from "../../webhook-bodies";
import { World } from "../../world";
import { findProduct, marketOf } from "../catalogue";
import { requestsOf } from "../returns/return-book";
import { ordersOf } from "./market-orders";
import { moveAndRing, placeAndRing } from "./move-order";

/** A world with a market that tells what it rings for. */
function ringingMarket() {
  const world = new World(11);
  const market = { products: 40, warehouses: 3, orders: 400, days: 30 };
  const account = openAccount(world, { ...v3Account, lively: true, market });
  // Worded at once, as what is sent is: the order goes on.
  const bodies: ReturnType<typeof pushBody>[] = [];
  world.listeners.add((event) => void bodies.push(pushBody(event)));
  return { world, account, rung: () => bodies };
}

test("an order of Ozon's own warehouse rings with types of its own, and an event's id", () => {
  const { world, account, rung } = ringingMarket();
  const input = { order_number: "9-0001", scheme: "fbo", status: "awaiting_packaging" };
  const order = toOrder(orderBody.parse(input));
  world.putOrder(account, order, null);
  placeAndRing(world, account, order);
  moveAndRing(world, account, order, { status: "delivering" });
  moveAndRing(world, account, order, { deliver_by: "2099-01-01T00:00:00Z" });
  moveAndRing(world, account, order, { status: "cancelled" });
  expect(rung().map((body) => body?.message_type)).toEqual([
    "TYPE_FBO_POSTING_NEW",
    "TYPE_FBO_POSTING_STATE_CHANGED",
    "TYPE_FBO_POSTING_DELIVERY_DATE_CHANGED",
    "TYPE_FBO_POSTING_CANCELLED",
  ]);
  expect(rung()[0]).toMatchObject({ order_number: "9-0001", uuid: expect.any(String) });
});

test("an order sets its things aside and gives them back when it is cancelled, each rung for", () => {
  const { world, account, rung } = ringingMarket();
  const row = marketOf(account).stocks.find(({ scheme, present }) => scheme === "fbs" && present > 5);
  const product = findProduct(account, row?.offerId ?? "");
  const before = row?.reserved ?? 0;
  const input = {
    order_number: "9-0002",
    offer_id: product?.offerId,
    sku: product?.sku,
    status: "awaiting_packaging",
  };
  const order = toOrder(orderBody.parse(input));
  order.warehouse = { id: row?.warehouseId ?? "", name: "" };
  world.putOrder(account, order, null);
  placeAndRing(world, account, order);
  expect(row?.reserved).toBe(before + 1);
  moveAndRing(world, account, order, { ship_by: "2099-01-01T00:00:00Z" });
  moveAndRing(world, account, order, { status: "cancelled" });
  expect(row?.reserved).toBe(before);
  expect(rung().map((body) => body?.message_type)).toEqual([
    "TYPE_NEW_POSTING",
    "TYPE_STOCKS_CHANGED",
    "TYPE_CUTOFF_DATE_CHANGED",
    "TYPE_POSTING_CANCELLED",
    "TYPE_STOCKS_CHANGED",
  ]);
});

test("a lively market sells, ships and takes back, and leaves to the seller what is to be packed", () => {
  const { world, account, rung } = ringingMarket();
  const toPack = () =>
    [...ordersOf(account).values()].filter(
      ({ scheme, status }) => scheme !== "fbo" && status === "awaiting_packaging",
    ).length;
  const [waiting, orders, asked] = [toPack(), ordersOf(account).size, requestsOf(account).size];
  for (let step = 0; step < 60; step += 1) liveWithOrders(world, [account]);
  expect(ordersOf(account).size).toBeGreaterThan(orders + 20);
  expect(toPack()).toBeGreaterThan(waiting);
  expect(requestsOf(account).size).toBeGreaterThanOrEqual(asked);
  const types = new Set(rung().map((body) => body?.message_type));
  for (const type of ["TYPE_NEW_POSTING", "TYPE_STATE_CHANGED", "TYPE_STOCKS_CHANGED"])
    expect(types).toContain(type);
});
