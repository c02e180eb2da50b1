import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { afterEach, expect, test } from "vitest";
import type { StockPort } from "../stock-port";
import {
  type Answer,
  impatient,
  makeContext,
  type SeenRequest,
  startTestServer,
  type TestServer,
} from "../test-server";
import { createOzonAdapter } from "./adapter";

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

let accounts = 0;

/** The stocks of an account nobody has asked before, at a marketplace that answers so. */
async function openStocks(
  answerTo: (request: SeenRequest, body: Readonly<Record<string, unknown>>) => Answer,
) {
  const server = await startTestServer((request) => answerTo(request, JSON.parse(request.text)));
  running.push(server);
  const credentials = { clientId: `stocks-${++accounts}`, apiKey: "secret-key" };
  const context = makeContext({ baseUrl: server.url, dialect: "v3", credentials });
  const { stocks } = createOzonAdapter(impatient).connect(context);
  if (stocks === undefined) throw new Error("Ozon tells stocks");
  return { stocks, asked: () => server.requests.map((request) => JSON.parse(request.text)), server };
}

const gone = { status: 404, body: { code: 5, message: "obsolete method cannot be used" } };

async function everything(list: StockPort["listStocks"]) {
  const pages = [await list(null)];
  for (let at = pages[0]?.cursor ?? null; at !== null && pages.length < 10; at = pages.at(-1)?.cursor ?? null)
    pages.push(await list(at));
  return pages.flatMap((page) => page.items);
}

test("stocks by scheme come page by page until a page is empty, and a wrong item loses nothing else", async () => {
  const item = (offer_id: string) => ({
    offer_id,
    product_id: 1,
    stocks: [
      { type: "fbo", present: 10, reserved: 3, sku: 3000000000817031942n.toString() },
      { type: "realFbs", present: "4", reserved: 0, sku: 0 },
      { type: "fbp", present: 99, reserved: 0, sku: 1 },
      { type: "fbs", present: 2, reserved: 5, sku: 2 },
      { type: "rfbs", present: -1, reserved: null },
      "nonsense",
    ],
  });
  const { stocks } = await openStocks((_, { cursor }) => {
    if (cursor === "") return { body: { items: [item("A"), { offer_id: null }], cursor: "c1", total: 2 } };
    return { body: { items: cursor === "c1" ? [item("B")] : [], cursor: "c2", total: 2 } };
  });
  const found = await everything(stocks.listStocks);
  expect(found.filter((fact) => fact.offerId === "A")).toMatchObject([
    { scheme: "fbo", present: 10, reserved: 3, free: 7, sku: "3000000000817031942", warehouseId: null },
    { scheme: "rfbs", present: 4, free: 4, sku: null },
    { scheme: "fbs", present: 2, reserved: 5, free: 0 }, // more reserved than there is: nothing can be sold
    { scheme: "rfbs", present: 0, reserved: 0, free: 0 },
  ]);
  expect(found.filter((fact) => fact.offerId === "B")).toHaveLength(4);
  expect((await stocks.listStocks(null)).unreadable).toHaveLength(1);
});

test("the newer report is asked for a hundred SKUs at a time, all of them", async () => {
  const skus = Array.from({ length: 230 }, (_, index) => String(1000 + index));
  const { stocks, asked } = await openStocks((_, body) => ({
    body: {
      items: (body.skus as string[]).map((sku) => ({
        sku: Number(sku),
        offer_id: `A-${sku}`,
        warehouse_id: 15,
        warehouse_name: "ХОРУГВИНО_РФЦ",
        available_stock_count: 5,
        valid_stock_count: 2,
        transit_stock_count: 3,
        requested_stock_count: 4,
      })),
    },
  }));
  const found = await everything((cursor) => stocks.listWarehouseStocks({ cursor, skus }));
  expect(found).toHaveLength(230);
  expect(found[0]).toMatchObject({
    ...{ offerId: "A-1000", scheme: "fbo", warehouseId: "15", warehouseName: "ХОРУГВИНО_РФЦ" },
    ...{ free: 5, present: 7, promised: 7, reserved: 0 },
  });
  expect(asked().map((body) => body.skus.length)).toEqual([100, 100, 30]);
  expect(await everything((cursor) => stocks.listWarehouseStocks({ cursor, skus: [] }))).toEqual([]);
  expect(asked()).toHaveLength(3);
});

test("an account without the newer report is asked for the older one, by offset", async () => {
  const rows = Array.from({ length: 1001 }, (_, index) => ({
    ...{ sku: index + 1, item_code: `A${index}`, warehouse_name: "МИНСК_МПСЦ" },
    ...{ free_to_sell_amount: 4, promised_amount: 2, reserved_amount: 1 },
  }));
  const { stocks } = await openStocks(({ path: asked }, { offset, limit }) => {
    if (asked !== "/v2/analytics/stock_on_warehouses") return gone;
    return { body: { result: { rows: rows.slice(Number(offset), Number(offset) + Number(limit)) } } };
  });
  const found = await everything((cursor) => stocks.listWarehouseStocks({ cursor, skus: ["1"] }));
  expect(new Set(found.map((fact) => fact.offerId)).size).toBe(1001);
  const row = { warehouseId: "МИНСК_МПСЦ", warehouseName: "МИНСК_МПСЦ", present: 5 };
  expect(found[0]).toMatchObject({ ...row, free: 4, promised: 2, reserved: 1, offerId: "A0", sku: "1" });
});

test.each(["newer", "older"] as const)(
  "own stocks are read by articles, in the %s way",
  async (generation) => {
    const offerIds = Array.from({ length: 700 }, (_, index) => `A${String(index).padStart(3, "0")}`);
    const row = (offer_id: string) => ({
      sku: 1,
      offer_id,
      warehouse_id: "22000000001",
      present: 9,
      reserved: 2,
    });
    const { stocks } = await openStocks(({ path: asked }, body) => {
      const rows = ((body.offer_id as string[]) ?? []).map(row);
      if (generation === "older") return asked.startsWith("/v2/") ? gone : { body: { result: rows } };
      // Three hundred rows a page, whatever was asked for.
      const start = Number(body.cursor || 0);
      const page = { products: rows.slice(start, start + 300), cursor: String(start + 300) };
      return { body: { ...page, has_next: start + 300 < rows.length } };
    });
    const found = await everything((cursor) => stocks.listOwnStocks({ cursor, offerIds }));
    expect(found.map((fact) => fact.offerId)).toEqual(offerIds);
    expect(found[0]).toMatchObject({ warehouseId: "22000000001", free: 7, present: 9, reserved: 2 });
  },
);

test.each(["newer", "older"] as const)(
  "the seller's warehouses are listed in the %s way",
  async (generation) => {
    const own = {
      warehouse_id: "1020005000331984001",
      name: "Своя доставка",
      is_rfbs: true,
      status: "created",
    };
    const paused = { warehouse_id: 22, name: "Старый", status: "disabled_due_to_limit" };
    const { stocks } = await openStocks(({ path: asked }, { cursor }) => {
      if (generation === "older")
        return asked.startsWith("/v2/") ? gone : { body: { result: [own, paused] } };
      if (cursor === "") return { body: { warehouses: [own], cursor: "c1", has_next: true } };
      const address_info = { address: "Россия, Химки", latitude: 55.89, longitude: 37.43 };
      return { body: { warehouses: [{ ...paused, address_info }, 7], cursor: "", has_next: false } };
    });
    expect(await stocks.listOwnWarehouses()).toMatchObject([
      { warehouseId: "1020005000331984001", name: "Своя доставка", scheme: "rfbs", isActive: true },
      { warehouseId: "22", scheme: "fbs", isActive: false, latitude: generation === "newer" ? 55.89 : null },
    ]);
  },
);

test("setting stocks tells each row's fate, and ids keep their digits", async () => {
  const { stocks, server } = await openStocks(() => ({
    body: `{"result": [
      {"offer_id": "A", "warehouse_id": 1020005000331984001, "updated": true, "errors": []},
      {"offer_id": "B", "warehouse_id": 22, "updated": false, "errors": [{"code": "TOO_MANY_REQUESTS", "message": "Stock is updated too frequently"}]},
      {"offer_id": "C", "warehouse_id": 22, "updated": false, "errors": [{"code": "WAREHOUSE_NOT_FOUND", "message": "Warehouse is not found"}]}
    ]}`,
  }));
  const item = (offerId: string, warehouseId: string) => ({
    offerId,
    warehouseId,
    productId: null,
    stock: 5,
  });
  const big = { ...item("A", "1020005000331984001"), productId: "9007199254740993001" };
  const outcomes = await stocks.setStocks([big, item("B", "22"), item("C", "22"), item("D", "22")]);
  expect(outcomes).toEqual([
    { subject: "A@1020005000331984001", outcome: "accepted", theirCode: null, theirText: null, taskId: null },
    expect.objectContaining({ subject: "B@22", outcome: "later", theirCode: "TOO_MANY_REQUESTS" }),
    expect.objectContaining({ subject: "C@22", outcome: "refused", theirText: "Warehouse is not found" }),
    expect.objectContaining({ subject: "D@22", outcome: "accepted" }), // reading back will tell
  ]);
  const [request] = server.requests;
  expect(request?.text).toContain('"product_id":9007199254740993001');
  expect(request?.text).toContain('"warehouse_id":1020005000331984001');
});

// Ozon's own OpenAPI document is not part of the repository: it lies beside it where this product is developed.
const FILE = path.resolve(import.meta.dirname, "../../../../shared/marketplaces/ozon-openapi-2026-06.json");

test.runIf(existsSync(FILE))("every request is one that Ozon describes", async () => {
  const { stocks, server } = await openStocks(() => ({ body: {} }));
  await stocks.listStocks({ at: "c1" });
  await stocks.listOwnStocks({ cursor: null, offerIds: ["A"] });
  await stocks.findStocks(["A"]);
  await stocks.setStocks([{ offerId: "A", productId: "7", warehouseId: "22", stock: 5 }]);
  await stocks.listWarehouseStocks({ cursor: null, skus: ["1"] });
  await stocks.listWarehouseStocks({ cursor: { via: "report", offset: 1000 }, skus: [] });
  await stocks.listOwnWarehouses();
  // Slips of the document's own: a date's picture for a regular expression, a property that says it is required.
  const described: unknown = JSON.parse(readFileSync(FILE, "utf8"), (key, value: unknown) => {
    if (key === "pattern" && typeof value === "string" && value.includes("YYYY")) return undefined;
    return key === "required" && typeof value === "boolean" ? undefined : value;
  });
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false });
  ajv.addSchema(described as object, "ozon"); // an OpenAPI document is an object
  const seen = new Set(server.requests.map((request) => request.path));
  expect(seen.size).toBeGreaterThanOrEqual(6);
  for (const request of server.requests) {
    const at = `ozon#/paths/${request.path.replaceAll("/", "~1")}/post/requestBody/content/application~1json/schema`;
    const validate = ajv.compile({ $ref: at });
    validate(JSON.parse(request.text));
    // A slip of the document's own: `quant_size` is asked for and described nowhere, and its example has none.
    const errors = (validate.errors ?? []).filter((one) => one.params.missingProperty !== "quant_size");
    expect(errors, `${request.path} ${request.text}`).toEqual([]);
  }
});
