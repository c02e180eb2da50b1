import { afterEach, beforeEach, expect, test } from "vitest";
import { createSandboxClient, type SandboxClient } from "../../client";
import { callerOf, v1Account, v3Account } from "../../seller-caller";
import { type Sandbox, startSandbox } from "../../server";

const market = { products: 30, warehouses: 2, orders: 800, days: 60 };
const newer = { ...v3Account, market };
const older = { ...v1Account, market };
let sandbox: Sandbox;
let control: SandboxClient;

beforeEach(async () => {
  sandbox = await startSandbox({ accounts: [newer, older], enforceLimits: false });
  control = createSandboxClient(sandbox.url);
});
afterEach(() => sandbox.close());

/** An rFBS order of 1,990 that its buyer wants to give back. */
async function askBack(client_id: string, state?: "ON_SELLER_CHECK"): Promise<number> {
  const order = { order_number: "20000001-0001", scheme: "rfbs", status: "delivered" } as const;
  await control.placeOrder({ client_id, order });
  const input = { client_id, posting_number: "20000001-0001-1", state };
  return Number((await control.addReturnRequest(input)).id);
}

test("a request goes from act to act; what is not open is refused, what lacks a field too", async () => {
  const call = callerOf(sandbox.url, newer);
  const return_id = await askBack(newer.client_id);
  const set = (body: object) => call("/v1/returns/rfbs/action/set", { return_id, ...body });
  const open = async () => {
    const { json } = await call("/v2/returns/rfbs/get", { return_id });
    return json.returns.available_actions.map(({ id }: { id: number }) => id);
  };
  expect(await open()).toEqual([1000, 1030, 1020, -1]);
  expect((await set({ id: 1010 })).json.message).toContain("is not available");
  expect((await set({ id: -1 })).status).toBe(400);
  expect((await set({ id: 1020, compensation_amount: 100_000 })).status).toBe(400);
  expect((await set({ id: 1000 })).json).toEqual({});
  expect((await set({ id: 1010 })).status).toBe(200);
  expect(await open()).toEqual([1030, 1020, -10]);
  expect((await set({ id: 1030 })).status).toBe(200);
  expect(await open()).toEqual([]);
  const { by_kind } = await control.readLedger(newer.client_id, { from: today(), to: today() });
  expect(Number(by_kind.refund)).toBeLessThanOrEqual(-1990 * 0.8);
});

const today = () => new Date().toISOString().slice(0, 10);

test("a picture that a buyer put to a request is drawn here, open to everybody", async () => {
  const return_id = await askBack(newer.client_id);
  const { json } = await callerOf(sandbox.url, newer)("/v2/returns/rfbs/get", { return_id });
  const [address] = json.returns.client_photo;
  const photo = await fetch(address);
  expect([photo.status, photo.headers.get("content-type")]).toEqual([200, "image/png"]);
});

test("the documents' time has a method for each act", async () => {
  const call = callerOf(sandbox.url, older);
  const return_id = await askBack(older.client_id, "ON_SELLER_CHECK");
  expect((await call("/v2/returns/rfbs/verify", { return_id })).status).toBe(400);
  expect((await call("/v2/returns/rfbs/reject", { return_id, rejection_reason_id: 101 })).status).toBe(400);
  const words = { rejection_reason_id: 101, comment: "Следы носки" };
  expect((await call("/v2/returns/rfbs/reject", { return_id, ...words })).status).toBe(200);
  const list = await call("/v2/returns/rfbs/list", { limit: 1000, filter: { group_state: ["Rejected"] } });
  const numbers = list.json.returns.map((one: { return_id: number }) => one.return_id);
  expect(numbers).toContain(return_id);
  expect((await call("/v1/returns/rfbs/action/set", { return_id, id: 1000 })).status).toBe(404);
});

test("an order that nobody fetched comes back, and can be put on along its way", async () => {
  const { client_id } = newer;
  const goods = (await control.listReturns(client_id)).filter(({ kind }) => kind === "goods");
  expect(goods.length).toBeGreaterThan(10);
  const [one] = goods;
  await control.changeReturn(one?.id ?? "", { client_id, state: "ArrivedAtReturnPlace" });
  const body = { limit: 10, filter: { posting_numbers: [one?.posting_number] } };
  const { json } = await callerOf(sandbox.url, newer)("/v1/returns/list", body);
  expect(json.returns[0].visual.status.sys_name).toBe("ArrivedAtReturnPlace");
});
