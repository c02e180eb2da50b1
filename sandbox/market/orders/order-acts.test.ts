import { afterEach, beforeEach, expect, test } from "vitest";
import { createSandboxClient, type SandboxClient } from "../../client";
import { callerOf, v1Account, v3Account } from "../../seller-caller";
import { type Sandbox, startSandbox } from "../../server";

const market = { products: 30, warehouses: 2, orders: 300, days: 20 };
const newer = { ...v3Account, market };
const older = { ...v1Account, market };
let sandbox: Sandbox;
let control: SandboxClient;

beforeEach(async () => {
  sandbox = await startSandbox({ accounts: [newer, older], enforceLimits: false });
  control = createSandboxClient(sandbox.url);
});
afterEach(() => sandbox.close());

const client_id = newer.client_id;
const call = (path: string, body: unknown) => callerOf(sandbox.url, newer)(path, body);
const place = (order_number: string, more?: object) =>
  control.placeOrder({ client_id, order: { order_number, sku: "160249683", quantity: 2, ...more } });
const ship = (posting_number: string, products: { product_id: number; quantity: number }[]) =>
  call("/v4/posting/fbs/ship", { posting_number, packages: [{ products }] });
const look = async (posting_number: string) =>
  (await call("/v3/posting/fbs/get", { posting_number })).json.result;
const whole = [{ product_id: 160249683, quantity: 2 }];

test("a posting is assembled by its SKU, once, and by nothing else than what was ordered", async () => {
  await place("10000001-0001");
  const wrong = await ship("10000001-0001-1", [{ product_id: 1, quantity: 2 }]);
  expect([wrong.status, wrong.json.message]).toEqual([400, "UNKNOWN_PRODUCT_DEFINED"]);
  const few = await ship("10000001-0001-1", [{ product_id: 160249683, quantity: 1 }]);
  expect(few.json.message).toBe("HAS_INCORRECT_PRODUCT_QUANTITY");
  expect((await ship("10000001-0001-1", whole)).json.result).toEqual(["10000001-0001-1"]);
  expect((await look("10000001-0001-1")).status).toBe("awaiting_deliver");
  expect((await ship("10000001-0001-1", whole)).json.message).toBe("POSTING_ALREADY_SHIPPED");
  expect((await ship("nowhere", whole)).status).toBe(404);
});

test("200 is no promise: an assembly that failed shows in the posting, and can be tried again", async () => {
  await place("10000002-0001");
  await control.setFault({ kind: "ship_failed", client_id, times: 1 });
  expect((await ship("10000002-0001-1", whole)).status).toBe(200);
  expect(await look("10000002-0001-1")).toMatchObject({
    status: "awaiting_packaging",
    substatus: "ship_failed",
  });
  await ship("10000002-0001-1", whole);
  expect((await look("10000002-0001-1")).status).toBe("awaiting_deliver");
});

test("several packages make postings of their own", async () => {
  await place("10000003-0001");
  const one = { products: [{ product_id: 160249683, quantity: 1 }] };
  const split = await call("/v4/posting/fbs/ship", {
    posting_number: "10000003-0001-1",
    packages: [one, one],
  });
  expect(split.json.result).toEqual(["10000003-0001-1", "10000003-0001-2"]);
  expect(await look("10000003-0001-2")).toMatchObject({ parent_posting_number: "10000003-0001-1" });
});

test("a seller cancels with a reason that is offered, and with words where Ozon wants them", async () => {
  await place("10000004-0001");
  const cancel = (cancel_reason_id: number, cancel_reason_message?: string) =>
    call("/v2/posting/fbs/cancel", {
      posting_number: "10000004-0001-1",
      cancel_reason_id,
      cancel_reason_message,
    });
  expect((await cancel(507)).status).toBe(400);
  expect((await cancel(402)).json.message).toBe("cancel_reason_message is required");
  expect((await cancel(352)).json).toEqual({ result: true });
  expect((await look("10000004-0001-1")).cancellation).toMatchObject({
    cancel_reason_id: 352,
    cancellation_type: "seller",
    cancelled_after_ship: false,
  });
  expect((await cancel(352)).json.message).toBe("POSTING_ALREADY_CANCELLED");
});

test("labels are a task first and a file of the marketplace's own later", async () => {
  await place("10000005-0001");
  await ship("10000005-0001-1", whole);
  const made = await call("/v3/posting/fbs/package-label/create", { posting_number: ["10000005-0001-1"] });
  const [{ task_id }] = made.json.result.tasks;
  const get = async () => (await call("/v3/posting/fbs/package-label/get", { task_id })).json.result;
  expect((await get()).status).toBe("in_progress");
  const done = await get();
  expect(done).toMatchObject({ status: "completed", printed_postings_count: 1 });
  const headers = { "client-id": newer.client_id, "api-key": newer.api_key };
  const file = await fetch(done.file_url, { headers });
  expect([file.headers.get("content-type"), (await file.text()).slice(0, 5)]).toEqual([
    "application/pdf",
    "%PDF-",
  ]);
});

test("a shipment takes what is ready, and has its sheet when it is confirmed", async () => {
  await place("10000006-0001");
  await ship("10000006-0001-1", whole);
  const { delivery_method } = await look("10000006-0001-1");
  const { carriage_id } = (await call("/v1/carriage/create", { delivery_method_id: delivery_method.id }))
    .json;
  expect((await call("/v2/posting/fbs/act/get-pdf", { id: carriage_id })).status).toBe(400);
  expect((await call("/v1/carriage/approve", { carriage_id })).status).toBe(200);
  expect((await call("/v1/carriage/approve", { carriage_id })).status).toBe(400);
  expect((await look("10000006-0001-1")).substatus).toBe("posting_in_carriage");
  const pdf = await call("/v2/posting/fbs/act/get-pdf", { id: carriage_id });
  expect([pdf.headers.get("content-type"), pdf.text.slice(0, 5)]).toEqual(["application/pdf", "%PDF-"]);
});

test("the documents' time has acts and labels at once", async () => {
  const before = callerOf(sandbox.url, older);
  const order = { order_number: "10000007-0001", sku: "160249683", quantity: 2 };
  await control.placeOrder({ client_id: older.client_id, order });
  const packages = [{ products: whole }];
  await before("/v4/posting/fbs/ship", { posting_number: "10000007-0001-1", packages });
  const label = await before("/v2/posting/fbs/package-label", { posting_number: ["10000007-0001-1"] });
  expect(label.text.slice(0, 5)).toBe("%PDF-");
  const delivery_method_id = 1_020_000_000_001;
  const { id } = (await before("/v2/posting/fbs/act/create", { delivery_method_id })).json.result;
  const state = async () => (await before("/v2/posting/fbs/act/check-status", { id })).json.result.status;
  expect([await state(), await state()]).toEqual(["in_process", "ready"]);
  expect((await before("/v2/posting/fbs/act/get-pdf", { id })).text.slice(0, 5)).toBe("%PDF-");
  expect((await before("/v1/carriage/create", { delivery_method_id })).status).toBe(404);
});
