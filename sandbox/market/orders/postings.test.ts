import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandboxClient } from "../../client";
import { callerOf, v1Account, v3Account } from "../../seller-caller";
import { type Sandbox, startSandbox } from "../../server";

const market = { products: 60, warehouses: 4, orders: 7_300, days: 365 };
const newer = { ...v3Account, name: "Дом и уют", market };
const older = { ...v1Account, market };
const filter = { since: new Date(Date.now() - 360 * 86_400_000).toISOString(), to: "2099-01-01T00:00:00Z" };
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [newer, older], enforceLimits: false });
});
afterAll(() => sandbox.close());

test("a year of orders comes page by page, each once, all schemes and ends among them", async () => {
  const call = callerOf(sandbox.url, newer);
  const seen = new Map<string, { status: string; customer: { customer_id: bigint } }>();
  for (let cursor = "", more = true; more; ) {
    const { json } = await call("/v4/posting/fbs/list", { filter, limit: 100, cursor });
    for (const posting of json.postings) seen.set(posting.posting_number, posting);
    ({ cursor, has_next: more } = json);
  }
  const fbo = await call("/v3/posting/fbo/list", { filter, limit: 1000 });
  expect(fbo.json.has_next).toBe(true);
  expect(seen.size).toBeGreaterThan(4_500);
  const statuses = [...seen.values()].map(({ status }) => status);
  expect(new Set(statuses)).toEqual(
    new Set([
      "awaiting_packaging",
      "awaiting_deliver",
      "driver_pickup",
      "delivering",
      "delivered",
      "cancelled",
    ]),
  );
  const buyers = [...seen.values()].map(({ customer }) => customer.customer_id);
  expect(new Set(buyers).size).toBeLessThan(buyers.length * 0.85);
});

test("a restart finds the same orders, those that went on where they went", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  const options = { accounts: [newer], enforceLimits: false, stateFile: path.join(folder, "state.json") };
  const { client_id } = newer;
  try {
    const first = await startSandbox(options);
    const control = createSandboxClient(first.url);
    const before = await control.listOrders(client_id);
    const waiting = before.find(({ status }) => status === "awaiting_packaging");
    const number = waiting?.posting_number ?? "";
    await control.moveOrder(number, { client_id, status: "cancelled" });
    await first.close();
    const second = await startSandbox(options);
    const after = await createSandboxClient(second.url).listOrders(client_id);
    await second.close();
    expect(after.find(({ posting_number }) => posting_number === number)?.status).toBe("cancelled");
    const known = new Set(before.map(({ posting_number }) => posting_number));
    // An hour is the distance of two orders here: at most one has come and one has gone.
    expect(after.filter(({ posting_number }) => !known.has(posting_number)).length).toBeLessThan(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the older generation tells the same postings as the newer one", async () => {
  const both = { ...v1Account, client_id: "5005", market: undefined };
  const world = await startSandbox({ accounts: [both], enforceLimits: false });
  const order = { order_number: "30000001-0001", price: "1990.50" };
  await createSandboxClient(world.url).placeOrder({ client_id: both.client_id, order });
  const call = callerOf(world.url, both);
  const later = await call("/v4/posting/fbs/list", { filter, limit: 100 });
  const before = await call("/v3/posting/fbs/list", { filter, limit: 1000, offset: 0 });
  await world.close();
  const [now] = later.json.postings;
  const [then] = before.json.result.postings;
  expect(then.posting_number).toBe(now.posting_number);
  expect([now.products[0].price, then.products[0].price]).toEqual([
    { amount: "1990.50", currency: "RUB" },
    "1990.50",
  ]);
});

test("each generation is refused in the other's time", async () => {
  const gone = await callerOf(sandbox.url, newer)("/v3/posting/fbs/list", { filter, limit: 10 });
  expect([gone.status, gone.json.message]).toEqual([404, "obsolete method cannot be used"]);
  const later = await callerOf(sandbox.url, older)("/v4/posting/fbs/list", { filter, limit: 10 });
  expect(later.status).toBe(404);
});
