import { expect, onTestFinished, test } from "vitest";
import { createSandboxClient } from "../client";
import { demoAccounts } from "../demo-accounts";
import { v3Account } from "../seller-caller";
import { startSandbox } from "../server";
import { pushBody } from "../webhook-bodies";
import { World, type WorldEvent } from "../world";
import { marketOf } from "./catalogue";
import { release, reserve, ship } from "./reserve";
import { moveSomeStock } from "./stock-traffic";

test("a product and its stock are changed in the cabinet, and products come to those there are", async () => {
  const sandbox = await startSandbox({
    accounts: [{ ...v3Account, name: "Дом и уют", market: { products: 30 } }],
  });
  onTestFinished(() => sandbox.close());
  const client = createSandboxClient(sandbox.url);
  const changed = await client.changeProduct("3003", "SKOV-28", { price: "1790.00", old_price: "" });
  expect(changed).toMatchObject({ price: "1790.00", old_price: "" });
  const place = { offer_id: "SKOV-28", warehouse_id: "22000000001" };
  await client.changeStock("3003", { ...place, present: 4 });
  const row = (await client.listStocks("3003")).find(
    (one) => one.offer_id === place.offer_id && one.warehouse_id === place.warehouse_id,
  );
  expect(row).toMatchObject({ present: 4, scheme: "fbs", warehouse_name: "Основной склад" });
  await client.addProducts("3003", { count: 5, products: [{ offer_id: "X/1", sku: "77", name: "Икс" }] });
  const products = await client.listProducts("3003");
  expect(products).toHaveLength(36);
  expect(new Set(products.map(({ offer_id }) => offer_id)).size).toBe(36);
  expect(await client.changeProduct("3003", "X/1", { is_archived: true })).toMatchObject({
    is_archived: true,
  });
  await expect(client.changeProduct("3003", "нет", {})).rejects.toThrow("404");
});

test("an account without a market sells what its orders hold, from one warehouse", async () => {
  const sandbox = await startSandbox({ accounts: [v3Account] });
  onTestFinished(() => sandbox.close());
  const client = createSandboxClient(sandbox.url);
  const order = { order_number: "1-1", sku: "4242", offer_id: "OWN-1", product_name: "Свой" };
  await client.placeOrder({ client_id: "3003", order });
  expect((await client.listProducts("3003")).at(-1)).toMatchObject({ offer_id: "OWN-1", sku: "4242" });
  expect((await client.listStocks("3003")).at(-1)).toMatchObject({ present: 12, reserved: 1 });
});

test("an order sets aside, gives back and takes away, never more than is there", () => {
  const account = new World(1).addAccount({ ...demoAccounts[0], market: { products: 20 } });
  const row = marketOf(account).stocks.find(({ scheme, present }) => scheme === "fbs" && present > 5);
  if (row === undefined) throw new Error("nothing in stock");
  const { offerId, warehouseId, present } = row;
  expect(reserve(account, offerId, "fbs", warehouseId, present + 1)).toBeNull();
  expect(reserve(account, offerId, "fbs", warehouseId, 3)).toBe(row);
  release(account, offerId, "fbs", warehouseId, 1);
  expect(row).toMatchObject({ present, reserved: 2 });
  ship(account, offerId, "fbs", warehouseId, 2);
  expect(row).toMatchObject({ present: present - 2, reserved: 0 });
});

test("stocks of a lively account move by themselves, and the webhook names product and warehouse", () => {
  const world = new World(1);
  const account = world.addAccount({ ...demoAccounts[0], market: { products: 20 } });
  const events: WorldEvent[] = [];
  world.listeners.add((event) => events.push(event));
  for (let time = 0; time < 40; time += 1) moveSomeStock(world, [account]);
  const [event] = events;
  if (event?.kind !== "stocks_changed") throw new Error("nothing was rung");
  const body = JSON.parse(
    JSON.stringify(pushBody(event), (_, value) => (typeof value === "bigint" ? `${value}` : value)),
  );
  expect(body).toMatchObject({ message_type: "TYPE_STOCKS_CHANGED", seller_id: "204815" });
  const { stocks } = marketOf(account);
  const rows = stocks.filter(({ offerId, scheme }) => offerId === event.offerIds[0] && scheme !== "fbo");
  expect(body.items[0].stocks).toEqual(
    rows.map(({ warehouseId, present, reserved }) => ({ warehouse_id: warehouseId, present, reserved })),
  );
  for (const { present, reserved } of stocks) expect(present).toBeGreaterThanOrEqual(reserved);
});
