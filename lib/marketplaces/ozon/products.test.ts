import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { afterEach, expect, test } from "vitest";
import type { ProductPort } from "../product-port";
import {
  type Answer,
  impatient,
  makeContext,
  type SeenRequest,
  startTestServer,
  type TestServer,
} from "../test-server";
import { createOzonAdapter } from "./adapter";

const BIG = "9007199254740993123";
const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function open(
  answerTo: (request: SeenRequest, body: Readonly<Record<string, unknown>>) => Answer,
  dialect: "v1" | "v3" = "v3",
) {
  const server = await startTestServer((request) =>
    answerTo(request, request.text === "" ? {} : JSON.parse(request.text)),
  );
  running.push(server);
  const context = makeContext({ baseUrl: server.url, dialect });
  const { products } = createOzonAdapter(impatient).connect(context);
  if (products === undefined) throw new Error("Ozon tells products");
  const sent = (at: string) => server.requests.filter((one) => one.path === at).map(({ text }) => text);
  return { products, server, sent, context };
}

const always = (answers: Readonly<Record<string, unknown>>) => (request: SeenRequest) => {
  const body = answers[request.path];
  return body === undefined ? { status: 404, body: { code: 5, message: "Not found" } } : { body };
};

async function everything(products: ProductPort) {
  const pages = [await products.listProducts(null)];
  for (let at = pages[0]?.cursor ?? null; at !== null && pages.length < 20; at = pages.at(-1)?.cursor ?? null)
    pages.push(await products.listProducts(at));
  return { items: pages.flatMap((page) => page.items), total: pages.at(-1)?.total, pages };
}

test("the whole list is walked, archived products after all others; what the details leave out is kept bare", async () => {
  const listed = (id: number, archived = false) => ({ product_id: id, offer_id: `A${id}`, archived });
  const { products } = await open(({ path: at }, body) => {
    if (at === "/v3/product/info/list")
      return {
        body: { items: [{ id: 1, offer_id: "A1", name: "Плед", price: "1299.9000", old_price: "0" }] },
      };
    const { last_id, filter } = body as { last_id: string; filter: { visibility: string } };
    const isArchive = filter.visibility === "ARCHIVED";
    const items = isArchive
      ? [listed(9, true)]
      : last_id === ""
        ? [listed(1), "nonsense"]
        : last_id === "p1"
          ? [listed(2)]
          : [];
    return {
      body: {
        result: { items, total: isArchive ? 1 : 3, last_id: last_id === "" ? "p1" : "p2" },
      },
    };
  });
  const { items, total, pages } = await everything(products);
  expect(items.map(({ offerId, isArchived, price }) => [offerId, isArchived, price])).toEqual([
    ["A1", false, "1299.90"],
    ["A2", false, null],
    ["A9", true, null],
  ]);
  expect(items[0]).toMatchObject({ name: "Плед", oldPrice: null });
  expect(total).toBe(4);
  expect(pages[0]?.unreadable).toHaveLength(1);
});

test("a list that never moves on ends all the same", async () => {
  const { products, server } = await open(() => ({
    body: { result: { items: [{ offer_id: "A" }], last_id: "same", total: 99 } },
  }));
  await everything(products);
  expect(server.requests.length).toBeLessThan(8);
});

test("details are read leniently: ids beyond 2^53, doubles, older forms; a wrong one loses no other", async () => {
  const { products } = await open(
    always({
      "/v3/product/info/list": `{"items": [
        {"id": ${BIG}, "offer_id": "A", "sku": 0, "sources": [{"sku": ${BIG}, "source": "FBS"}], "name": "Плед",
         "price": 0.1, "old_price": "1 499,995", "min_price": "", "currency_code": "RUB", "vat": "0.2",
         "primary_image": "https://cdn1.ozone.ru/1.jpg", "images": ["https://cdn1.ozone.ru/1.jpg", "https://cdn1.ozone.ru/2.jpg", 7],
         "barcodes": null, "statuses": {"status": "price_sent", "status_name": "Продается"}, "is_autoarchived": true,
         "errors": [{"level": "ERROR_LEVEL_INTERNAL", "code": "X"}, {"code": "Y", "texts": {"message": "Нет фото"}}, 5],
         "model_info": {"model_id": 77}},
        {"offer_id": null}, "nonsense", {"offer_id": "B"}]}`,
    }),
  );
  expect(await products.findProducts(["A", "B"])).toMatchObject([
    {
      productId: BIG,
      sku: BIG,
      price: "0.10",
      oldPrice: "1500.00",
      minPrice: null,
      pictures: ["https://cdn1.ozone.ru/1.jpg", "https://cdn1.ozone.ru/2.jpg"],
      barcodes: [],
      statusName: "Продается",
      isArchived: true,
      problems: ["Нет фото"],
      modelId: "77",
    },
    { offerId: "B", name: null, price: null },
  ]);
});

test("new prices go out as the text they are, each with its own outcome; nothing is sent twice", async () => {
  const { products, sent } = await open(
    always({
      "/v1/product/import/prices": {
        result: [
          { offer_id: "A", updated: true, errors: [] },
          { offer_id: "B", updated: false, errors: [{ code: "TOO_MANY_REQUESTS", message: "10 an hour" }] },
        ],
      },
    }),
  );
  const price = (offerId: string) => ({
    offerId,
    price: "0.30",
    oldPrice: "0.00",
    minPrice: null,
    currency: "RUB",
  });
  expect(await products.setPrices(["A", "B", "C"].map(price))).toMatchObject([
    { subject: "A", outcome: "accepted" },
    { subject: "B", outcome: "refused", theirCode: "TOO_MANY_REQUESTS", theirText: "10 an hour" },
    { subject: "C", outcome: "accepted" }, // not spoken of: reading it back tells
  ]);
  const [text = ""] = sent("/v1/product/import/prices");
  expect(JSON.parse(text).prices[0]).toEqual({
    offer_id: "A",
    price: "0.30",
    old_price: "0.00",
    currency_code: "RUB",
  });
  const cut = await open(() => "cut");
  await expect(cut.products.setPrices([price("A")])).rejects.toMatchObject({ effect: "unknown" });
  expect(cut.server.requests).toHaveLength(1);
});

test("an archive request that one product spoils is asked for each by itself", async () => {
  const { products, sent } = await open(({ text }) =>
    text.includes("13")
      ? { status: 400, body: { code: 3, message: "limit of restoring" } }
      : { body: { result: true } },
  );
  const outcomes = await products.archive([
    { offerId: "A", productId: BIG },
    { offerId: "B", productId: "13" },
  ]);
  expect(outcomes).toMatchObject([
    { subject: "A", outcome: "accepted" },
    { subject: "B", outcome: "refused", theirText: "limit of restoring" },
  ]);
  expect(sent("/v1/product/archive")).toEqual([
    `{"product_id":[${BIG},13]}`,
    `{"product_id":[${BIG}]}`,
    '{"product_id":[13]}',
  ]);
});

test("what a key may not ask for stays unknown, and the rest of the details is told", async () => {
  const { products } = await open((request) => {
    if (request.path === "/v1/product/rating-by-sku")
      return { status: 403, body: { code: 7, message: "missing a required role" } };
    return always({
      "/v4/product/info/attributes": {
        result: [
          {
            offer_id: "A",
            attributes: [
              { id: 85, complex_id: 0, values: [{ dictionary_value_id: 5, value: "Нет бренда" }] },
            ],
            complex_attributes: [{ attributes: [{ id: 9, complex_id: 100, values: [{ value: "x" }] }] }],
          },
        ],
      },
      "/v1/product/info/subscription": { result: [{ sku: 55, count: "7" }] },
      "/v1/product/related-sku/get": {
        items: [
          { sku: 55, product_id: 1 },
          { sku: 56, product_id: 1 },
        ],
      },
    })(request);
  });
  expect(await products.findExtras([{ offerId: "A", productId: "1", sku: "55" }])).toEqual([
    {
      offerId: "A",
      attributes: [
        { id: "85", complexId: "0", values: [{ value: "Нет бренда", dictionaryValueId: "5" }] },
        { id: "9", complexId: "100", values: [{ value: "x", dictionaryValueId: null }] },
      ],
      rating: null,
      ratingGroups: null,
      subscribers: 7,
      relatedSkus: ["56"],
    },
  ]);
});

test("barcodes that were added stay so when those to be made cannot be; both have 20 requests a minute", async () => {
  const { products, context } = await open((request) =>
    request.path === "/v1/barcode/add"
      ? { body: { errors: [{ code: "BARCODE_EXISTS", error: "taken", barcode: "2", sku: 2 }] } }
      : { status: 429, body: { code: 8, message: "slow down" } },
  );
  const item = (n: number, barcode: string | null) => ({
    ...{ offerId: `A${n}`, sku: String(n), productId: String(n) },
    barcode,
  });
  expect(await products.addBarcodes([item(1, "1"), item(2, "2"), item(3, null)])).toMatchObject([
    { subject: "A1", outcome: "accepted" },
    { subject: "A2", outcome: "refused", theirCode: "BARCODE_EXISTS" },
    { subject: "A3", outcome: "later" },
  ]);
  expect(context.permits[0]?.rules).toContainEqual({
    name: "ozon.barcodes.add",
    requests: 20,
    windowSeconds: 60,
  });
});

test("a picture is asked for without the key, and not from where a redirect points outside", async () => {
  const away: Answer = { status: 302, headers: { location: "http://localhost:1/1.png" } };
  const picture: Answer = { headers: { "content-type": "image/png" }, body: "png" };
  const { products, server } = await open(({ path: at }) => (at === "/away.png" ? away : picture));
  const { body } = await products.openPicture(`${server.url}/1.png`);
  for await (const chunk of body) expect(Buffer.from(chunk).toString()).toBe("png");
  expect(server.requests[0]?.headers).not.toHaveProperty("api-key");
  await expect(products.openPicture(`${server.url}/away.png`)).rejects.toMatchObject({ kind: "not_found" });
  await expect(products.openPicture("https://example.com/1.png")).rejects.toMatchObject({
    kind: "not_found",
  });
  expect(server.requests).toHaveLength(2);
});

const FILE = path.resolve(import.meta.dirname, "../../../../shared/marketplaces/ozon-openapi-2026-06.json");

test.skipIf(!existsSync(FILE))("every request is one that Ozon describes", async () => {
  const { products, server } = await open(
    always({
      "/v3/product/list": { result: { items: [{ product_id: 1, offer_id: "A" }], last_id: "", total: 1 } },
      "/v3/product/info/list": { items: [{ offer_id: "A", description_category_id: 17 }] },
      "/v5/product/info/prices": { items: [] },
      "/v4/product/info/attributes": { result: [] },
      "/v1/product/info/description": { result: {} },
      "/v1/product/rating-by-sku": { products: [] },
      "/v1/product/info/subscription": { result: [] },
      "/v1/product/related-sku/get": { items: [] },
      "/v4/product/info/limit": { total: { limit: -1, usage: 5 } },
      "/v2/product/pictures/info": { items: [] },
      "/v1/description-category/tree": { result: [] },
      "/v1/description-category/attribute": { result: [] },
      "/v1/description-category/attribute/values": { result: [{ id: 1, value: "а" }], has_next: true },
      "/v1/description-category/attribute/values/search": { result: [] },
      "/v1/product/import/prices": { result: [] },
      "/v1/product/archive": { result: true },
      "/v1/product/unarchive": { result: true },
      "/v2/products/delete": { status: [] },
      "/v1/product/pictures/import": { result: { pictures: [] } },
      "/v1/product/attributes/update": { task_id: 1 },
      "/v1/barcode/add": { errors: [] },
      "/v1/barcode/generate": { errors: [] },
      "/v1/product/import-by-sku": { result: { task_id: 1, unmatched_sku_list: [] } },
      "/v1/product/import/info": { result: { items: [] } },
    }),
  );
  const one = { offerId: "A", productId: "1", sku: "5" };
  const kind = { categoryId: "17", typeId: "97" };
  await everything(products);
  await products.findProducts(["A"]);
  await products.findPrices(["A"]);
  await products.findExtras([one]);
  await products.readDescription("A");
  await products.readPictures("1");
  expect(await products.readLimits()).toEqual({ all: null, madeToday: null, changedToday: null });
  await products.readCategories();
  await products.readAttributes(kind);
  const values = { ...kind, attributeId: "85", words: null, cursor: null };
  const { cursor } = await products.findValues(values);
  await products.findValues({ ...values, cursor });
  await products.findValues({ ...values, words: "кит" });
  await products.setPrices([{ ...one, price: "1.00", oldPrice: "2.00", minPrice: "0.00", currency: "RUB" }]);
  await products.archive([one]);
  await products.unarchive([one]);
  await products.deleteProducts(["A"]);
  await products.setPictures({ ...one, pictures: ["https://example.com/1.jpg"] });
  const attributes = [{ id: "85", complexId: "0", values: [{ value: "а", dictionaryValueId: "1" }] }];
  await products.setAttributes([{ offerId: "A", attributes }]);
  await products.addBarcodes([
    { ...one, barcode: "4600000000017" },
    { ...one, barcode: null },
  ]);
  await products.importBySku([{ ...one, name: "а", price: "1.00", oldPrice: null, vat: "0" }]);
  await products.readTask("1");

  const specification: unknown = JSON.parse(readFileSync(FILE, "utf8"), (key, value: unknown) =>
    key === "pattern" && typeof value === "string" && value.includes("YYYY") ? undefined : value,
  );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(specification as object, "ozon"); // an OpenAPI document is an object
  expect(new Set(server.requests.map((request) => request.path)).size).toBe(24);
  for (const request of server.requests) {
    const pointer = schemaPointer(specification, request.path);
    if (pointer === null) {
      expect(request.text).toBe("{}");
      continue;
    }
    const validate = ajv.compile({ $ref: `ozon${pointer}` });
    validate(JSON.parse(request.text));
    expect(validate.errors, `${request.path} ${request.text}`).toBeNull();
  }
});

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

/** The `$ref` of a method's request body; null for a method that takes none. */
function schemaPointer(specification: unknown, method: string): string | null {
  const keys = ["paths", method, "post", "requestBody", "content", "application/json", "schema", "$ref"];
  const pointer = keys.reduce(at, specification);
  return typeof pointer === "string" ? pointer : null;
}
