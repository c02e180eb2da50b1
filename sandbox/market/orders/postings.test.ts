import { afterAll, beforeAll, expect, test } from "vitest";
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
