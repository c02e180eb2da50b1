import { afterAll, beforeAll, expect, test } from "vitest";
import type { AccountSeed } from "../model";
import { callerOf, type SellerAnswer, v1Account, v3Account } from "../seller-caller";
import { type Sandbox, startSandbox } from "../server";
import { specificationCheck } from "../specification-check";
import { type WireValue, writeJson } from "../wire-json";

const market = { products: 60, warehouses: 6, orders: 1_500, days: 90 };
const newer = { ...v3Account, name: "Дом и уют", market };
const older = { ...v1Account, name: "КроссМаркет", market };
const period = {
  since: new Date(Date.now() - 80 * 86_400_000).toISOString(),
  to: "2099-01-01T00:00:00Z",
};
const cutoff = { cutoff_from: period.since, cutoff_to: period.to };
const withAll = { analytics_data: true, barcodes: true, financial_data: true };
const problemsOf = specificationCheck();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [newer, older], enforceLimits: false });
});
afterAll(() => sandbox.close());

/** Asks, and holds the answer against the specification. */
async function ask(
  path: string,
  body: WireValue = {},
  account: AccountSeed = newer,
): Promise<SellerAnswer["json"]> {
  const answer = await callerOf(sandbox.url, account)(path, writeJson(body));
  expect(answer.status, answer.text).toBe(200);
  expect(problemsOf?.(path, 200, JSON.parse(answer.text)) ?? []).toEqual([]);
  return answer.json;
}

test("postings of the newer generation", async () => {
  const { postings } = await ask("/v4/posting/fbs/list", { filter: period, limit: 100, with: withAll });
  expect(postings).toHaveLength(100);
  const { count } = await ask("/v4/posting/fbs/unfulfilled/list", {
    filter: cutoff,
    limit: 100,
    with: withAll,
  });
  expect(count).toBeGreaterThan(10);
  const { posting_number } = postings[0];
  const { result } = await ask("/v3/posting/fbs/get", { posting_number, with: withAll });
  expect(result.financial_data.products[0].commission_amount).toBeGreaterThan(0);
  const fbo = await ask("/v3/posting/fbo/list", { filter: period, limit: 100, with: withAll });
  await ask("/v2/posting/fbo/get", { posting_number: fbo.postings[0].posting_number, with: withAll });
  await ask("/v2/posting/fbs/cancel-reason/list");
  await ask("/v1/posting/fbs/cancel-reason", { related_posting_numbers: [posting_number] });
});

test("postings of the older generation", async () => {
  const list = await ask(
    "/v3/posting/fbs/list",
    { filter: period, limit: 1000, with: withAll, offset: 0 },
    older,
  );
  expect(list.result.has_next).toBe(false);
  expect(list.result.postings[0].products[0].price).toMatch(/^\d+\.\d\d$/);
  const unfulfilled = { filter: cutoff, limit: 1000, offset: 0, with: withAll };
  await ask("/v3/posting/fbs/unfulfilled/list", unfulfilled, older);
  const fbo = await ask("/v2/posting/fbo/list", { filter: period, limit: 1000, with: withAll }, older);
  expect(fbo.result.length).toBeGreaterThan(50);
});

test("assembling, labels, shipments", async () => {
  const filter = { ...cutoff, statuses: ["awaiting_packaging"] };
  const { postings } = await ask("/v4/posting/fbs/unfulfilled/list", { filter, limit: 5 });
  const { posting_number, products, delivery_method } = postings[0];
  const packed = products.map(({ sku, quantity }: { sku: number; quantity: number }) => ({
    product_id: sku,
    quantity,
  }));
  const packages = [{ products: packed }];
  await ask("/v4/posting/fbs/ship", { posting_number, packages, with: { additional_data: true } });
  await ask("/v2/posting/fbs/awaiting-delivery", { posting_number: [posting_number] });
  const path = "/v2/posting/fbs/package-label/create";
  const { tasks } = (await ask(path, { posting_number: [posting_number] })).result;
  await ask("/v1/posting/fbs/package-label/get", { task_id: tasks[0].task_id });
  await ask("/v1/posting/fbs/package-label/get", { task_id: tasks[0].task_id });
  const made = await ask("/v1/carriage/create", { delivery_method_id: delivery_method.id });
  await ask("/v1/carriage/approve", made);
  await ask("/v1/carriage/get", made);
});

test("returns and requests, each page once", async () => {
  const seen = new Set<string>();
  for (let last_id = 0n, more = true; more; ) {
    const page = await ask("/v1/returns/list", { limit: 20, last_id });
    for (const { id } of page.returns) seen.add(String(id));
    last_id = page.returns.at(-1)?.id ?? 0n;
    more = page.has_next;
  }
  expect(seen.size).toBeGreaterThan(30);
  const range = { time_from: period.since, time_to: period.to };
  const two = { logistic_return_date: range, visual_status_change_moment: range };
  const refused = await callerOf(sandbox.url, newer)("/v1/returns/list", { filter: two, limit: 10 });
  expect(refused.status).toBe(400);
  // The specification calls the list an object; its example and production have a list (research 6.1).
  const { json } = await callerOf(sandbox.url, newer)("/v2/returns/rfbs/list", { limit: 100 });
  expect(json.returns.length).toBeGreaterThan(5);
  const [{ return_id }] = json.returns;
  await ask("/v2/returns/rfbs/get", { return_id });
});

test("money of both generations", async () => {
  const day = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  const { accruals } = await ask("/v1/finance/accrual/by-day", { date: day, last_id: "" });
  const categories = new Set(accruals.map((one: { accrued_category: string }) => one.accrued_category));
  expect(categories).toEqual(new Set(["POSTING", "ITEM", "NON_ITEM"]));
  await ask("/v1/finance/accrual/types");
  const posting_numbers = accruals.slice(0, 5).map((one: { unit_number: string }) => one.unit_number);
  await ask("/v1/finance/accrual/postings", { posting_numbers });
  const date = { from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` };
  await ask("/v3/finance/transaction/list", { filter: { date }, page: 1, page_size: 1000 }, older);
  await ask("/v3/finance/transaction/totals", { date }, older);
});
