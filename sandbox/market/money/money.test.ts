import { afterAll, beforeAll, expect, test } from "vitest";
import { callerOf, v1Account, v3Account } from "../../seller-caller";
import { type Sandbox, startSandbox } from "../../server";
import { toKopecks } from "../orders/order-money";

const market = { products: 60, warehouses: 4, orders: 3_000, days: 150 };
const newer = { ...v3Account, market };
// The same account of an earlier time: one world cannot hold both.
const older = { ...v1Account, client_id: v3Account.client_id, market };
let today: Sandbox;
let before: Sandbox;

beforeAll(async () => {
  today = await startSandbox({ accounts: [newer], enforceLimits: false });
  before = await startSandbox({ accounts: [older], enforceLimits: false });
});
afterAll(async () => {
  await today.close();
  await before.close();
});

const DAY_MS = 86_400_000;
const dayText = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);

async function accrualsOf(date: string) {
  const call = callerOf(today.url, newer);
  const found = [];
  for (let last_id = ""; ; ) {
    const { json } = await call("/v1/finance/accrual/by-day", { date, last_id });
    found.push(...json.accruals);
    ({ last_id } = json);
    if (last_id === "") return found;
  }
}

test("a month adds up to the same kopeck by days, by operations and by totals", async () => {
  const days = Array.from({ length: 30 }, (_, back) => dayText(back + 5));
  let sum = 0;
  let accruals = 0;
  for (const date of days) {
    for (const accrual of await accrualsOf(date)) {
      sum += toKopecks(accrual.total_amount.amount);
      accruals += 1;
    }
  }
  const call = callerOf(before.url, older);
  const date = { from: `${dayText(34)}T00:00:00Z`, to: `${dayText(5)}T23:59:59Z` };
  const list = await call("/v3/finance/transaction/list", { filter: { date }, page: 1, page_size: 1000 });
  expect(accruals).toBeGreaterThan(500);
  expect(list.json.result.row_count).toBe(accruals);
  let listed = 0;
  for (let page = 1; page <= list.json.result.page_count; page += 1) {
    const { json } = await call("/v3/finance/transaction/list", { filter: { date }, page, page_size: 1000 });
    for (const { amount } of json.result.operations) listed += Math.round(amount * 100);
  }
  expect(listed).toBe(sum);
  const { json } = await call("/v3/finance/transaction/totals", { date, transaction_type: "all" });
  const totals = Object.values<number>(json.result).reduce((all, one) => all + Math.round(one * 100), 0);
  expect(totals).toBe(sum);
});

test("a posting's accruals add up to its entries, and types name every one", async () => {
  const call = callerOf(today.url, newer);
  const [accrual] = (await accrualsOf(dayText(10))).filter((one) => one.accrued_category === "POSTING");
  const { json } = await call("/v1/finance/accrual/postings", { posting_numbers: [accrual.unit_number] });
  const types = await call("/v1/finance/accrual/types", {});
  const names = new Set(types.json.accrual_types.map(({ id }: { id: number }) => id));
  const [{ accruals }] = json.posting_accruals;
  expect(accruals.length).toBeGreaterThan(2);
  for (const { type_id } of accruals) expect(names).toContain(type_id);
});

test("more than a month, and both or neither of period and posting, are refused in Ozon's words", async () => {
  const call = callerOf(before.url, older);
  const date = { from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z" };
  const long = await call("/v3/finance/transaction/list", { filter: { date }, page: 1, page_size: 10 });
  expect([long.status, long.json.message]).toEqual([400, "too long period, only one month allowed"]);
  const neither = await call("/v3/finance/transaction/list", { filter: {}, page: 1, page_size: 10 });
  expect(neither.status).toBe(400);
});

test("each generation is gone from the other's time", async () => {
  const old = await callerOf(today.url, newer)("/v3/finance/transaction/totals", {});
  expect([old.status, old.json.message]).toEqual([404, "obsolete method cannot be used"]);
  const later = await callerOf(before.url, older)("/v1/finance/accrual/types", {});
  expect(later.status).toBe(404);
});
