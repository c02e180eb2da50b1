import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, type SellerAnswer, v1Account, v3Account } from "../seller-caller";
import { type Sandbox, startSandbox } from "../server";
import { specificationCheck } from "../specification-check";

const market = { products: 175, warehouses: 27 };
const problemsOf = specificationCheck();
let sandbox: Sandbox;

beforeAll(async () => {
  const accounts = [
    { ...v3Account, name: "Дом и уют", market },
    { ...v1Account, name: "КроссМаркет", market: { products: 60, warehouses: 12 } },
  ];
  sandbox = await startSandbox({ accounts, enforceLimits: false });
});
afterAll(() => sandbox.close());

/** Asks, and holds the answer against the specification. */
async function ask(path: string, body: unknown = {}, account = v3Account): Promise<SellerAnswer["json"]> {
  const answer = await callerOf(sandbox.url, account)(path, body);
  expect(answer.status, answer.text).toBe(200);
  expect(problemsOf?.(path, 200, JSON.parse(answer.text)) ?? []).toEqual([]);
  return answer.json;
}

async function readAll(
  path: string,
  body: object,
  name: string,
  key: string,
): Promise<SellerAnswer["json"][]> {
  const found = [];
  for (let cursor = ""; ; ) {
    const answer = await ask(path, { ...body, limit: 40, [key]: cursor });
    const page = answer.result ?? answer;
    const items = page[name] ?? answer.result;
    if (items.length === 0) return found;
    found.push(...items);
    cursor = page[key] ?? answer[key];
  }
}

const visible = { filter: { visibility: "ALL" } };
const putAway = { filter: { visibility: "ARCHIVED" } };

describe("the catalogue", () => {
  test("all products page by page: those on sale and those put away", async () => {
    const sold = await readAll("/v3/product/list", visible, "items", "last_id");
    const archived = await readAll("/v3/product/list", putAway, "items", "last_id");
    expect(sold.length + archived.length).toBe(175);
    expect(new Set([...sold, ...archived].map((item) => String(item.product_id))).size).toBe(175);
    expect(archived.every((item) => item.archived)).toBe(true);
    expect(sold.some((item) => typeof item.product_id === "bigint")).toBe(true);
  });

  test("a product in full; its picture is here and open to everybody", async () => {
    const { items } = await ask("/v3/product/info/list", { offer_id: ["PLED-150-GR", "нет такого"] });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ sku: 160249683, price: "2490.00", is_archived: false });
    const picture = await fetch(items[0].primary_image[0]);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(500);
    const all = await readAll("/v3/product/list", visible, "items", "last_id");
    const product_id = all.map((item) => String(item.product_id));
    const info = (await ask("/v3/product/info/list", { product_id })).items;
    expect(info).toHaveLength(product_id.length);
    expect(info.some((item: { errors: unknown[] }) => item.errors.length > 0)).toBe(true);
  });

  test("attributes, description, prices, ratings, subscribers, numbers of old, limits", async () => {
    const cards = await readAll("/v4/product/info/attributes", visible, "result", "last_id");
    expect(cards.length).toBeGreaterThan(150);
    const prices = await readAll("/v5/product/info/prices", visible, "items", "cursor");
    expect(prices.find((item) => item.offer_id === "PLED-150-GR").price.price).toBe(2490);
    const told = await ask("/v1/product/info/description", { offer_id: "SKOV-28" });
    expect(told.result.name).toContain("Сковорода");
    expect((await ask("/v1/product/rating-by-sku", { skus: ["160249683"] })).products).toHaveLength(1);
    expect((await ask("/v1/product/info/subscription", { skus: ["160249683"] })).result).toHaveLength(1);
    const related = await ask("/v1/product/related-sku/get", { sku: ["160249683", "1"] });
    expect([related.items.length, related.errors.length]).toEqual([2, 1]);
    expect((await ask("/v4/product/info/limit")).total.usage).toBe(175);
  });

  test("categories, their attributes and the words to choose from", async () => {
    const tree = (await ask("/v1/description-category/tree", { language: "RU" })).result;
    const [category] = tree[0].children;
    const { description_category_id } = category;
    const kind = { description_category_id, type_id: category.children[0].type_id };
    const attributes = (await ask("/v1/description-category/attribute", kind)).result;
    const colour = attributes.find((one: { name: string }) => one.name === "Цвет товара");
    const wanted = { ...kind, attribute_id: colour.id };
    const first = await ask("/v1/description-category/attribute/values", { ...wanted, limit: 10 });
    expect([first.result.length, first.has_next]).toEqual([10, true]);
    const search = { ...wanted, value: "графит", limit: 10 };
    const found = await ask("/v1/description-category/attribute/values/search", search);
    expect(found.result.map((one: { value: string }) => one.value)).toEqual(["графит"]);
  });
});

describe("stocks", () => {
  test("the sums by scheme are those of the rows per warehouse, in every view", async () => {
    const sums = await readAll("/v4/product/info/stocks", visible, "items", "cursor");
    const ofType = (type: string) =>
      sums.flatMap((item) => item.stocks.filter((stock: { type: string }) => stock.type === type));
    const skus = ofType("fbo").map((stock) => String(stock.sku));
    let rows = 0;
    let free = 0;
    for (let at = 0; at < skus.length; at += 100) {
      const { items } = await ask("/v1/analytics/stocks", { skus: skus.slice(at, at + 100) });
      rows += items.length;
      for (const item of items) free += item.available_stock_count;
    }
    expect(rows).toBe(511);
    expect(ofType("fbo").reduce((sum, { present, reserved }) => sum + present - reserved, 0)).toBe(free);
    const offer_id = sums.map((item) => item.offer_id);
    const path = "/v2/product/info/stocks-by-warehouse/fbs";
    const own = await readAll(path, { offer_id }, "products", "cursor");
    const present = [...ofType("fbs"), ...ofType("rfbs")].reduce((sum, stock) => sum + stock.present, 0);
    expect(own.reduce((sum, row) => sum + row.present, 0)).toBe(present);
    expect((await ask("/v2/warehouse/list", { limit: 100 })).warehouses).toHaveLength(3);
  });

  test("the documents' account has the older forms, and none of the newer", async () => {
    const older = (path: string, body?: unknown) => ask(path, body, v1Account);
    const first = await older("/v2/analytics/stock_on_warehouses", { limit: 100 });
    const rest = await older("/v2/analytics/stock_on_warehouses", { limit: 1000, offset: 100 });
    expect(first.result.rows.length + rest.result.rows.length).toBe(Math.round((60 * 511) / 175));
    expect((await older("/v1/warehouse/list", { limit: 100 })).result).toHaveLength(3);
    const sku = ["1205660918"];
    const answer = await callerOf(sandbox.url, v1Account)("/v1/product/info/stocks-by-warehouse/fbs", {
      sku,
    });
    expect(answer.json.result[0].offer_id).toBe("RUN-MAX-43");
    const gone = async (path: string, account: typeof v1Account) => {
      const refused = await callerOf(sandbox.url, account)(path, {});
      expect([refused.status, refused.json.message]).toEqual([404, "obsolete method cannot be used"]);
    };
    for (const path of ["/v1/analytics/stocks", "/v2/warehouse/list"]) await gone(path, v1Account);
    for (const path of ["/v2/analytics/stock_on_warehouses", "/v1/warehouse/list"])
      await gone(path, v3Account);
  });
});
