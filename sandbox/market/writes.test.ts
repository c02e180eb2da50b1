import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandboxClient, type SandboxClient } from "../client";
import { callerOf, type SellerAnswer, v3Account } from "../seller-caller";
import { type Sandbox, startSandbox } from "../server";
import { specificationCheck } from "../specification-check";

const problemsOf = specificationCheck();
const MAIN = 22000000001;
let sandbox: Sandbox;
let client: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({
    accounts: [{ ...v3Account, name: "Дом и уют", market: { products: 175 } }],
  });
  client = createSandboxClient(sandbox.url);
});
afterAll(() => sandbox.close());

async function ask(path: string, body: unknown = {}, status = 200): Promise<SellerAnswer["json"]> {
  const answer = await callerOf(sandbox.url, v3Account)(path, body);
  expect(answer.status, answer.text).toBe(status);
  if (status === 200) expect(problemsOf?.(path, 200, JSON.parse(answer.text)) ?? []).toEqual([]);
  return answer.json;
}

const infoOf = async (offer: string) => (await ask("/v3/product/info/list", { offer_id: [offer] })).items[0];
const codes = (rows: { errors: { code: string }[] }[]) => rows.map(({ errors }) => errors[0]?.code ?? null);
const productOf = async (
  wanted: (product: { sku: string; is_archived: boolean; barcodes: string[] }) => boolean,
) => {
  const product = (await client.listProducts("3003")).find(wanted);
  if (product === undefined) throw new Error("no such product");
  return product;
};
/** Waits for a task as a client does: by asking. */
async function outcomeOf(task_id: string | number | bigint): Promise<SellerAnswer["json"]> {
  const read = async () => (await ask("/v1/product/import/info", { task_id: String(task_id) })).result.items;
  const isPending = async () => (await read()).some((item: { status: string }) => item.status === "pending");
  await expect.poll(isPending, { timeout: 10_000 }).toBe(false);
  return read();
}

describe("prices", () => {
  test("set as text, refused item by item, read back in both lists", async () => {
    const prices = [
      { offer_id: "PLED-150-GR", price: "2590.50", old_price: "3490", min_price: "2000" },
      { offer_id: "SKOV-28", price: "1800", old_price: "1810" },
      { offer_id: "нет такого", price: "1" },
      { offer_id: "BEL-2SP", price: "0" },
    ];
    const { result } = await ask("/v1/product/import/prices", { prices });
    expect(codes(result)).toEqual([null, "OLD_PRICE_TOO_LOW", "NOT_FOUND", "INVALID_PRICE"]);
    expect(await infoOf("PLED-150-GR")).toMatchObject({ price: "2590.50", old_price: "3490.00" });
    const filter = { offer_id: ["PLED-150-GR"] };
    const read = await ask("/v5/product/info/prices", { filter, limit: 10 });
    expect(read.items[0].price).toMatchObject({ price: 2590.5, min_price: 2000 });
    await ask("/v1/product/import/prices", { prices: [{ offer_id: "SKOV-28", price: 1800 }] }, 400);
  });

  test("the eleventh change of one product within the hour is refused; that is no breach", async () => {
    const change = { prices: [{ offer_id: "LAMP-N1", price: "1200" }] };
    for (let time = 0; time < 10; time += 1)
      expect((await ask("/v1/product/import/prices", change)).result[0].updated).toBe(true);
    expect(codes((await ask("/v1/product/import/prices", change)).result)).toEqual(["TOO_MANY_REQUESTS"]);
    expect(await client.listBreaches()).toEqual([]);
  });
});

describe("stocks", () => {
  test("what is set counts beside what is reserved; errors row by row", async () => {
    await client.changeStock("3003", {
      offer_id: "CUP-6",
      warehouse_id: String(MAIN),
      present: 9,
      reserved: 2,
    });
    const created = await productOf(({ sku, is_archived }) => sku === "" && !is_archived);
    const row = { stock: 5, warehouse_id: MAIN };
    const stocks = [
      { ...row, offer_id: "CUP-6" },
      { ...row, offer_id: "CUP-6", stock: 7 },
      { ...row, offer_id: "CUP-6", warehouse_id: 15431806189000 },
      { ...row, offer_id: "нет такого" },
      { ...row, offer_id: "TEA-17", stock: 1_000_000 },
      { ...row, offer_id: created.offer_id },
    ];
    const { result } = await ask("/v2/products/stocks", { stocks });
    const wrong = ["WAREHOUSE_NOT_FOUND", "offer_id_not_found", "STOCK_TOO_BIG", "product_is_not_created"];
    expect(codes(result)).toEqual([null, "TOO_MANY_REQUESTS", ...wrong]);
    const read = await ask("/v2/product/info/stocks-by-warehouse/fbs", { offer_id: ["CUP-6"], limit: 10 });
    expect(read.products.find((one: { warehouse_id: number }) => one.warehouse_id === MAIN)).toMatchObject({
      ...{ present: 7, reserved: 2, free_stock: 5 },
    });
  });
});

describe("cards", () => {
  test("attributes are changed by and by; a word of no dictionary fails", async () => {
    const colour = (value: string) => [{ id: 10096, values: [{ value }] }];
    const items = [
      { offer_id: "PLED-150-GR", attributes: colour("терракота") },
      { offer_id: "SKOV-28", attributes: colour("такого цвета нет") },
    ];
    const { task_id } = await ask("/v1/product/attributes/update", { items });
    const first = (await ask("/v1/product/import/info", { task_id: String(task_id) })).result.items;
    expect(first[0].status).toBe("pending");
    const done = await outcomeOf(task_id);
    expect(done.map((item: { status: string }) => item.status)).toEqual(["imported", "failed"]);
    expect(done[1].errors[0].message).toContain("нет в справочнике");
    const filter = { offer_id: ["PLED-150-GR"] };
    const card = (await ask("/v4/product/info/attributes", { filter, limit: 1 })).result[0];
    expect(JSON.stringify(card.attributes)).toContain("терракота");
    await ask("/v1/product/import/info", { task_id: 1 }, 404);
  });

  test("a new article by all its facts, and one by another seller's card", async () => {
    const kind = { description_category_id: 17027904, type_id: 87027904 };
    const words = [85, 8229].map((id) => ({
      id,
      values: [{ value: id === 85 ? "Нет бренда" : "Пледы и покрывала" }],
    }));
    const box = { depth: 300, width: 200, height: 100, weight: 900 };
    const attributes = [...words, { id: 9048, values: [{ value: "Новый" }] }];
    const images = ["https://example.com/a.jpg"];
    const item = { ...kind, ...box, offer_id: "NEW-1", name: "Новый плед", price: "990", attributes, images };
    const poor = { ...kind, offer_id: "NEW-2", price: "990", name: "Без фактов" };
    const { result } = await ask("/v3/product/import", { items: [item, poor] });
    const done = await outcomeOf(result.task_id);
    expect(done.map((one: { status: string }) => one.status)).toEqual(["imported", "failed"]);
    expect((await infoOf("NEW-1")).name).toBe("Новый плед");
    const copies = ["5000000013", "5000000021", "5000000100"];
    const asked = copies.map((sku, at) => ({ sku: Number(sku), offer_id: `COPY-${at}`, price: "500" }));
    const copied = await ask("/v1/product/import-by-sku", { items: asked });
    expect(copied.result.unmatched_sku_list).toEqual([5000000100]);
    const outcome = await outcomeOf(copied.result.task_id);
    expect(outcome.map((one: { status: string }) => one.status)).toEqual(["failed", "imported"]);
  });

  test("put away and back, deleted only without a number, pictures in place of pictures", async () => {
    const { product_id } = await productOf((product) => !product.is_archived && product.sku !== "");
    await ask("/v1/product/archive", { product_id: [product_id] });
    const isAway = async () =>
      (await productOf((one) => "product_id" in one && one.product_id === product_id)).is_archived;
    expect(await isAway()).toBe(true);
    await ask("/v1/product/unarchive", { product_id: [product_id] });
    expect(await isAway()).toBe(false);
    const lost = await productOf(({ sku, is_archived }) => sku === "" && is_archived);
    const products = [{ offer_id: lost.offer_id }, { offer_id: "SKOV-28" }];
    const { status } = await ask("/v2/products/delete", { products });
    expect(status.map((one: { is_deleted: boolean }) => one.is_deleted)).toEqual([true, false]);
    const images = ["https://example.com/1.jpg", "ftp://example.com/2.jpg"];
    await ask("/v1/product/pictures/import", { product_id, images });
    const { items } = await ask("/v2/product/pictures/info", { product_id: [product_id] });
    expect(items[0]).toMatchObject({ primary_photo: [images[0]], errors: [{ url: images[1] }] });
  });

  test("barcodes: added, made, taken; more than twenty requests a minute are a breach", async () => {
    const bare = await productOf(({ sku, barcodes }) => sku !== "" && barcodes.length === 0);
    expect((await ask("/v1/barcode/generate", { product_ids: [bare.product_id] })).errors).toEqual([]);
    const add = (sku: string, barcode: string) => ask("/v1/barcode/add", { barcodes: [{ sku, barcode }] });
    expect((await add(bare.sku, "4607001234567")).errors).toEqual([]);
    expect((await add("160249683", "4607001234567")).errors[0].code).toBe("BARCODE_EXISTS");
    expect((await add("160249683", "нет")).errors[0].code).toBe("INVALID_BARCODE");
    for (let time = 3; time < 20; time += 1) await add("1", "4607001234567");
    await ask("/v1/barcode/add", { barcodes: [{ sku: "1", barcode: "4607001234567" }] }, 429);
    expect((await client.listBreaches()).map(({ limit }) => limit)).toEqual(["barcode_add"]);
  });
});
