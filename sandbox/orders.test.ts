import { expect, test } from "vitest";
import { createSandboxClient } from "./client";
import { orderBody } from "./control-protocol";
import { moveSomeOrder } from "./order-traffic";
import { toOrder } from "./orders";
import { openAccount } from "./seed-conversations";
import { callerOf, v3Account } from "./seller-caller";
import { startSandbox } from "./server";
import { pushBody } from "./webhook-bodies";
import { World, type WorldEvent } from "./world";

/** A world that tells what it rings for. */
function ringingWorld() {
  const world = new World(7);
  const account = openAccount(world, v3Account);
  const events: WorldEvent[] = [];
  world.listeners.add((event) => void events.push(event));
  return { world, account, rung: () => events.map((event) => pushBody(event)?.message_type) };
}

test("orders are placed and move on, seen by the list's filter and rung for in production's words", async () => {
  const sandbox = await startSandbox({ accounts: [v3Account], enforceLimits: false });
  try {
    const client = createSandboxClient(sandbox.url);
    const client_id = v3Account.client_id;
    await client.placeOrder({
      client_id,
      order: { order_number: "7-0001", customer_id: "3000000000817031942" },
    });
    const since = new Date().toISOString();
    const filter = { since: "2026-01-01T00:00:00Z", to: "2099-01-01T00:00:00Z" };
    const list = (from: string) =>
      callerOf(sandbox.url, v3Account)("/v4/posting/fbs/list", {
        filter: { ...filter, last_changed_status_date: { from } },
        limit: 10,
      });
    await client.moveOrder("7-0001-1", { client_id, deliver_by: "2099-01-01T00:00:00Z" });
    expect((await list("2099-01-01T00:00:00Z")).json.postings).toEqual([]);
    await client.moveOrder("7-0001-1", {
      client_id,
      status: "delivering",
      substatus: "posting_in_pickup_point",
    });
    const [posting] = (await list(since)).json.postings;
    expect(posting).toMatchObject({ status: "delivering", substatus: "posting_in_pickup_point" });
    expect(posting.customer.customer_id).toBe(3000000000817031942n);
    expect(await client.listOrders(client_id)).toMatchObject([{ deliver_by: "2099-01-01T00:00:00.000Z" }]);
    await expect(client.moveOrder("none", { client_id })).rejects.toThrow("404");
  } finally {
    await sandbox.close();
  }
});

test("parcels of a lively shop reach their buyers, each step rung for", () => {
  const { world, account, rung } = ringingWorld();
  const order = toOrder(orderBody.parse({ order_number: "8-0001", status: "awaiting_packaging" }));
  world.putOrder(account, order, null);
  world.putOrder(account, toOrder(orderBody.parse({ order_number: "8-0002", scheme: "fbo" })), null);
  for (let step = 0; step < 50; step++) moveSomeOrder(world, [account]);
  expect(["delivered", "cancelled"]).toContain(order.status);
  expect(rung().length).toBeGreaterThanOrEqual(1);
  const known = ["TYPE_STATE_CHANGED", "TYPE_POSTING_CANCELLED", "TYPE_DELIVERY_DATE_CHANGED"];
  for (const type of rung()) expect(known).toContain(type);
  const last = rung().length;
  moveSomeOrder(world, [account]);
  expect(rung()).toHaveLength(last); // it has arrived
});
