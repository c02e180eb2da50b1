import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { addBarcodes, importBySku } from "@/lib/products/add-products";
import { archiveProducts, deleteProducts, unarchiveProducts } from "@/lib/products/archive-products";
import { updateAttributes, updatePictures } from "@/lib/products/change-card";
import { getProduct } from "@/lib/products/read";
import { productDetailsSection } from "@/lib/products/sections";
import type { Product } from "@/lib/wire/products";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { carryOut, makeShopWithProducts, refusalOf, shelfOf, takeIn } from "./cabinet";

const database = ownDatabase();
const sandbox = ownSandbox();
let lead: Person;
let seller: ConnectedSeller;
let products: Product[];
beforeAll(async () => {
  await liftLimits(database, sandbox());
  lead = await makeSupervisor();
});
beforeEach(async () => {
  seller = await makeShopWithProducts(sandbox(), { products: 30 });
  products = [...(await shelfOf(seller)).values()].filter(({ sku }) => sku !== null);
});
afterEach(() => sandbox().clearFaults());

const of = (n: number) => {
  const product = products[n];
  if (product === undefined) throw new Error("the shop is too small");
  return product;
};
const asked = () => ({ actor: lead.actor, sellerId: seller.id });

test("products go into the archive and come out of it; one the marketplace does not know holds up no other", async () => {
  await database.query("UPDATE products SET product_id = '4' WHERE seller_id = $1 AND offer_id = $2", [
    seller.id,
    of(2).offer_id,
  ]);
  const offerIds = [of(0), of(1), of(2)].map(({ offer_id }) => offer_id);
  const put = await carryOut(await archiveProducts({ ...asked(), offerIds }));
  expect(put.items.map(({ status }) => status)).toEqual(["done", "done", "failed"]);
  expect(put.items[0]).toMatchObject({
    before: { archived: 0 },
    wanted: { archived: 1 },
    seen: { archived: 1 },
  });
  expect([...(await shelfOf(seller, { tab: "archived" })).keys()]).toEqual(
    expect.arrayContaining(offerIds.slice(0, 2)),
  );
  const back = await carryOut(await unarchiveProducts({ ...asked(), offerIds: offerIds.slice(0, 1) }));
  expect(back).toMatchObject({ status: "done" });
  expect((await shelfOf(seller)).has(offerIds[0] ?? "")).toBe(true);
});

test("deleted is only what is archived and has no SKU, and only when their number is said", async () => {
  const offerIds = [of(0).offer_id];
  expect((await refusalOf(deleteProducts({ ...asked(), offerIds, confirm: 2 }))).code).toBe(
    "confirmation_wrong",
  );
  expect(await refusalOf(deleteProducts({ ...asked(), offerIds, confirm: 1 }))).toMatchObject({
    code: "act_not_open",
    details: { items: [{ offer_id: of(0).offer_id }] },
  });
  // As if it had never passed the checks; the marketplace knows better and says so.
  await database.query(
    "UPDATE products SET sku = NULL, is_archived = true WHERE seller_id = $1 AND offer_id = $2",
    [seller.id, of(0).offer_id],
  );
  const kept = await carryOut(await deleteProducts({ ...asked(), offerIds, confirm: 1 }));
  expect(kept.items[0]).toMatchObject({
    status: "failed",
    error: { theirs: "product has sku and cannot be deleted" },
  });
  const big = await makeShopWithProducts(sandbox(), { products: 175 });
  const all = await sandbox().listProducts(big.account.client_id);
  const bare = all.find(({ sku, is_archived }) => sku === "" && is_archived)?.offer_id ?? "";
  const theirs = { actor: lead.actor, sellerId: big.id, offerIds: [bare], confirm: 1 };
  expect((await shelfOf(big, { tab: "archived" })).has(bare)).toBe(true);
  expect(await carryOut(await deleteProducts(theirs))).toMatchObject({ status: "done" });
  expect((await shelfOf(big, { tab: "archived" })).has(bare)).toBe(false);
});

test("pictures are replaced, ours stand for those that are there, and what is no picture is told", async () => {
  const { id } = of(0);
  const address = `https://crm.example.com/api/products/${id}/picture`;
  const fresh = "https://example.com/new.jpg";
  const changed = await carryOut(
    await updatePictures({ actor: lead.actor, productId: id, pictures: [fresh, address] }),
  );
  expect(changed).toMatchObject({
    status: "done",
    items: [{ wanted: { pictures: 2 }, seen: { pictures: 2 } }],
  });
  const [row] = await database.query<{ pictures: string[] }>("SELECT pictures FROM products WHERE id = $1", [
    id,
  ]);
  expect(row?.pictures[0]).toBe(fresh);
  expect(row?.pictures[1]).toContain(sandbox().url);
  const missing = { actor: lead.actor, productId: id, pictures: [`${address}?n=40`] };
  expect((await refusalOf(updatePictures(missing))).code).toBe("picture_refused");
  const wrong = ["https://example.com/page.html", fresh];
  const told = await carryOut(await updatePictures({ actor: lead.actor, productId: id, pictures: wrong }));
  expect(told.items[0]?.error?.theirs).toContain("Не удалось загрузить изображение");
});

test("attributes are changed by a task; a word its dictionary has not is told in the marketplace's words", async () => {
  await takeIn(seller.id, productDetailsSection);
  const { id } = of(0);
  await getProduct({ actor: lead.actor, productId: id }); // now the names are here
  const change = (value: string) =>
    updateAttributes({
      actor: lead.actor,
      productId: id,
      attributes: [{ id: "4389", complex_id: "0", values: [{ value }] }],
    });
  const done = await carryOut(await change("Китай"));
  expect(done).toMatchObject({
    status: "done",
    items: [
      {
        before: { "Страна-изготовитель": "Россия" },
        wanted: { "Страна-изготовитель": "Китай" },
        seen: { "Страна-изготовитель": "Китай" },
      },
    ],
  });
  const { attributes } = await getProduct({ actor: lead.actor, productId: id });
  expect(attributes.find(({ name }) => name === "Страна-изготовитель")?.values[0]?.value).toBe("Китай");
  const failed = await carryOut(await change("Атлантида"));
  expect(failed.items[0]).toMatchObject({ status: "failed" });
  expect(failed.items[0]?.error?.theirs).toContain("Атлантида");
});

test("barcodes are added and made; one that another product has is refused for that product alone", async () => {
  const taken = of(0).barcodes[0] ?? "";
  expect(taken).not.toBe("");
  const { items } = await carryOut(
    await addBarcodes({
      ...asked(),
      items: [
        { offer_id: of(0).offer_id, barcode: "4600000000017" },
        { offer_id: of(1).offer_id, barcode: taken },
        { offer_id: of(2).offer_id },
      ],
    }),
  );
  expect(items.map(({ status, error }) => [status, error?.theirs ?? null])).toEqual([
    ["done", null],
    ["failed", "barcode belongs to another product"],
    ["failed", "product already has a barcode"],
  ]);
  expect((await shelfOf(seller)).get(of(0).offer_id)?.barcodes).toContain("4600000000017");
});

test("others' cards are copied by SKU: what came of each is told, and the new product stands in the list", async () => {
  const other = await makeShopWithProducts(sandbox());
  const [card] = [...(await shelfOf(other)).values()].filter(({ sku }) => sku !== null);
  const item = { price: "990.00", vat: "0" as const };
  const { items } = await carryOut(
    await importBySku({
      ...asked(),
      items: [
        { ...item, sku: "9007199254740993123", offer_id: "COPY-1", name: "Копия" },
        { ...item, sku: card?.sku ?? "", offer_id: of(0).offer_id },
      ],
    }),
  );
  expect(items[1]).toMatchObject({ status: "failed" });
  const imported = (await shelfOf(seller)).get("COPY-1");
  if (items[0]?.status === "done") expect(imported).toMatchObject({ price: "990.00" });
  else expect(imported).toBeUndefined();
  const requests = await sandbox().listRequests({
    client_id: seller.account.client_id,
    path: "/v1/product/import-by-sku",
  });
  expect(requests).toHaveLength(1);
});

test("nobody changes a product of others, and one known from an order alone cannot be changed", async () => {
  const { actor } = await makeOperator([]);
  const productId = of(0).id;
  const offerIds = [of(0).offer_id];
  const pictures = ["https://example.com/1.jpg"];
  for (const ask of [
    () => updatePictures({ actor, productId, pictures }),
    () => updateAttributes({ actor, productId, attributes: [{ id: "1", complex_id: "0", values: [] }] }),
    () => archiveProducts({ actor, sellerId: seller.id, offerIds }),
    () => deleteProducts({ actor, sellerId: seller.id, offerIds, confirm: 1 }),
    () => addBarcodes({ actor, sellerId: seller.id, items: [] }),
    () => importBySku({ actor, sellerId: seller.id, items: [] }),
  ])
    expect((await refusalOf(ask())).code).toBe("not_found");
  await database.query("UPDATE products SET product_id = NULL WHERE id = $1", [productId]);
  expect((await refusalOf(archiveProducts({ ...asked(), offerIds }))).code).toBe("unknown_article");
  expect((await refusalOf(updatePictures({ actor: lead.actor, productId, pictures }))).code).toBe(
    "unknown_article",
  );
});
