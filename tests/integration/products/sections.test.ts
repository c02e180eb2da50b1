import { afterEach, beforeAll, expect, test } from "vitest";
import { countProducts } from "@/lib/products/count";
import { listProducts } from "@/lib/products/list";
import { getProduct } from "@/lib/products/read";
import { productDetailsSection, productsSection } from "@/lib/products/sections";
import { productFilters } from "@/lib/wire/products";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeOperator } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeShopWithProducts, refusalOf, shelfOf, takeIn } from "./cabinet";

const database = ownDatabase();
const sandbox = ownSandbox();
beforeAll(() => liftLimits(database, sandbox()));
afterEach(() => sandbox().clearFaults());

test.each(["v3", "v1"] as const)(
  "everything a seller of %s sells is taken in, archived products too, with prices to the kopeck",
  async (dialect) => {
    const seller = await makeShopWithProducts(sandbox(), { dialect, products: 30 });
    const truth = await sandbox().listProducts(seller.account.client_id);
    const put = truth.find((one) => !one.is_archived)?.offer_id ?? "";
    await sandbox().changeProduct(seller.account.client_id, put, { is_archived: true, price: "1234567.10" });
    await takeIn(seller.id, productsSection);
    const shown = new Map([...(await shelfOf(seller)), ...(await shelfOf(seller, { tab: "archived" }))]);
    const now = await sandbox().listProducts(seller.account.client_id);
    expect(shown.size).toBe(now.length);
    for (const one of now)
      expect(shown.get(one.offer_id)).toMatchObject({
        product_id: one.product_id,
        sku: one.sku === "" ? null : one.sku,
        name: one.name,
        price: one.price,
        old_price: one.old_price === "" ? null : one.old_price,
        is_archived: one.is_archived,
      });
    expect(shown.get(put)).toMatchObject({ price: "1234567.10", is_archived: true, is_gone: false });
    expect([...shown.values()].every(({ category }) => category !== null)).toBe(true);
  },
);

test("what a whole listing does not show any more is gone, and is back when it is shown again", async () => {
  const seller = await makeShopWithProducts(sandbox());
  await database.query(
    `INSERT INTO products (seller_id, offer_id, name, listed_at, id) VALUES
       ($1, 'SOLD-OFF', 'Снят', now() - interval '1 day', uuid7()),
       ($1, 'FROM-ORDER', 'Из заказа', NULL, '01900000-0000-7000-8000-000000000001')`,
    [seller.id],
  );
  expect((await shelfOf(seller)).has("FROM-ORDER")).toBe(true);
  await takeIn(seller.id, productsSection);
  const left = await shelfOf(seller);
  expect(left.has("SOLD-OFF") || left.has("FROM-ORDER")).toBe(false);
  const [some = ""] = left.keys();
  await database.query("UPDATE products SET gone_at = now() WHERE seller_id = $1 AND offer_id = $2", [
    seller.id,
    some,
  ]);
  await takeIn(seller.id, productsSection);
  expect((await shelfOf(seller)).has(some)).toBe(true);
});

test("an empty answer of the marketplace empties no shop", async () => {
  const seller = await makeShopWithProducts(sandbox());
  const before = (await shelfOf(seller)).size;
  const { client_id } = seller.account;
  await sandbox().setFault({
    kind: "status",
    status: 200,
    body: { result: { items: [], total: 0, last_id: "" } },
    path: "/v3/product/list",
    client_id,
  });
  await takeIn(seller.id, productsSection);
  expect((await shelfOf(seller)).size).toBe(before);
});

test("a product is opened with its text, attributes by name, rating and pictures from our address", async () => {
  const seller = await makeShopWithProducts(sandbox());
  await takeIn(seller.id, productDetailsSection);
  const product = [...(await shelfOf(seller)).values()].find(({ sku }) => sku !== null);
  const opened = await getProduct({ actor: nobody, productId: product?.id ?? "" });
  expect(opened.description?.length).toBeGreaterThan(10);
  expect(opened.attributes.length).toBeGreaterThan(0);
  expect(opened.attributes.every(({ name }) => name !== null)).toBe(true);
  expect(opened.rating_groups.map(({ name }) => name)).toContain("Характеристики");
  expect(opened.detailed_at).not.toBeNull();
  expect(opened.pictures[0]).toBe(`/api/products/${opened.id}/picture`);
  const asked = async () =>
    (
      await sandbox().listRequests({
        client_id: seller.account.client_id,
        path: "/v1/product/info/description",
      })
    ).length;
  const before = await asked();
  await getProduct({ actor: nobody, productId: opened.id });
  expect(await asked()).toBe(before); // kept for a day
});

test("a product is opened with what is known when the marketplace is down", async () => {
  const seller = await makeShopWithProducts(sandbox());
  await sandbox().setFault({ kind: "status", status: 503, client_id: seller.account.client_id });
  const [product] = (await shelfOf(seller)).values();
  const opened = await getProduct({ actor: nobody, productId: product?.id ?? "" });
  expect(opened).toMatchObject({ name: product?.name, description: null });
});

test("products are found by parts of words, articles, SKUs and barcodes; what looks like a pattern is text", async () => {
  const sellerId = await makeStoredSeller();
  await database.query(
    `INSERT INTO products (seller_id, offer_id, sku, name, barcodes, listed_at) VALUES
      ($1, 'PLED-150', '734120559', 'Плед тёплый, 150x200', '{4607012345678}', now()),
      ($1, 'LAMP_9', '99', 'Лампа 100% хлопок <script>alert(1)</script>', '{}', now())`,
    [sellerId],
  );
  const found = async (q: string) => [...(await shelfOf({ id: sellerId } as never, { q })).keys()];
  expect(await found("теплый ПЛЕ")).toEqual(["PLED-150"]);
  expect(await found("led-15")).toEqual(["PLED-150"]);
  expect(await found("412055")).toEqual(["PLED-150"]);
  expect(await found("0123456")).toEqual(["PLED-150"]);
  expect(await found("плед лампа")).toEqual([]);
  expect(await found("100%")).toEqual(["LAMP_9"]);
  expect(await found("_9")).toEqual(["LAMP_9"]);
  expect(await found("%")).toEqual(["LAMP_9"]);
  expect(await found("<script>")).toEqual(["LAMP_9"]);
});

test("tabs count what they show; pages follow each other in every order", async () => {
  const sellerId = await makeStoredSeller();
  await database.query(
    `INSERT INTO products (seller_id, offer_id, name, price, status_name, problems, is_archived, category_id, category, listed_at)
     SELECT $1, 'A' || n, 'Товар ' || (n % 3), CASE WHEN n = 5 THEN NULL ELSE n % 4 END,
            CASE WHEN n = 2 THEN 'Не продается' ELSE 'Продается' END,
            CASE WHEN n = 3 THEN '["Нет фото"]'::jsonb ELSE '[]' END, n = 10, '7', 'Пледы', now()
       FROM generate_series(1, 10) n`,
    [sellerId],
  );
  await database.query(
    `INSERT INTO stock_sums (seller_id, offer_id, listed_fbo, listed_fbs)
     SELECT $1, 'A' || n, CASE WHEN n < 4 THEN n - 1 ELSE 0 END, CASE WHEN n < 4 THEN 0 ELSE n - 1 END
       FROM generate_series(1, 9) n`,
    [sellerId],
  );
  await database.query(
    "INSERT INTO section_syncs (seller_id, section, fresh_at) VALUES ($1, 'stocks', now())",
    [sellerId],
  );
  const { counts, categories } = await countProducts({ actor: nobody, filters: { seller_id: sellerId } });
  expect(counts).toEqual({ all: 9, on_sale: 7, no_stock: 1, problems: 1, archived: 1 });
  expect(categories).toEqual([{ id: "7", name: "Пледы", products: 10 }]);
  for (const sort of ["name", "price", "stock"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listProducts({
        actor: nobody,
        filters: productFilters.parse({ seller_id: sellerId }),
        sort,
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ offer_id }) => offer_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(9);
    expect(seen).toHaveLength(9);
    if (sort === "stock") expect(seen).toEqual(["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"]);
    if (sort === "price") expect(seen.at(-1)).toBe("A5");
  }
});

test("a foreign seller's products are neither listed nor counted nor opened", async () => {
  const mine = await makeStoredSeller("Мой");
  const theirs = await makeStoredSeller("Чужой");
  const [row] = await database.query<{ id: string }>(
    "INSERT INTO products (seller_id, offer_id, name, listed_at) VALUES ($1, 'X', 'Чужой', now()) RETURNING id",
    [theirs],
  );
  const { actor } = await makeOperator([mine]);
  const filters = productFilters.parse({ seller_id: theirs });
  expect((await listProducts({ actor, filters, sort: "name", limit: 10 })).items).toEqual([]);
  expect((await countProducts({ actor, filters })).counts.all).toBe(0);
  expect((await refusalOf(getProduct({ actor, productId: row?.id ?? "" }))).code).toBe("not_found");
});
