import { rm } from "node:fs/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { listCategories } from "@/lib/products/categories";
import { listAttributeValues, listCategoryAttributes } from "@/lib/products/category-attributes";
import { getProductLimitsOf } from "@/lib/products/limits";
import { openPicture } from "@/lib/products/open-picture";
import { nobody } from "../../support/actor";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeOperator } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeShopWithProducts, refusalOf, shelfOf } from "./cabinet";

const database = ownDatabase();
const sandbox = ownSandbox();
let seller: ConnectedSeller;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  seller = await makeShopWithProducts(sandbox());
});
afterEach(async () => {
  await sandbox().clearFaults();
  resetClock();
});
const asked = () => ({ actor: nobody, sellerId: seller.id });
const countOf = async (path: string) =>
  (await sandbox().listRequests({ client_id: seller.account.client_id, path })).length;
const TREE = "/v1/description-category/tree";

test("the tree of categories is walked and searched by words in any order, and asked for once a day", async () => {
  const { items: roots } = await listCategories(asked());
  expect(roots.length).toBeGreaterThan(1);
  const [root] = roots;
  expect(root).toMatchObject({ type_id: null, is_leaf: false, path: [root?.name] });
  const { items: below } = await listCategories({ ...asked(), parentId: root?.category_id });
  expect(below.length).toBeGreaterThan(0);
  expect(below[0]?.path).toEqual([root?.name, below[0]?.name]);
  const before = await countOf(TREE);
  const { items: found } = await listCategories({ ...asked(), q: "  СКОВОР, кухня " });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ path }) => /сковор/i.test(path.join(" ")) && /кухн/i.test(path.join(" ")))).toBe(
    true,
  );
  expect((await listCategories({ ...asked(), q: "нет такого" })).items).toEqual([]);
  expect(await countOf(TREE)).toBe(before);
  moveClock(25 * 3600);
  await listCategories(asked());
  expect(await countOf(TREE)).toBe(before + 1);
});

test("a day-old tree is better than none when the marketplace is down", async () => {
  await listCategories(asked());
  moveClock(50 * 3600);
  await sandbox().setFault({ kind: "status", status: 503, path: TREE, client_id: seller.account.client_id });
  expect((await listCategories(asked())).items.length).toBeGreaterThan(1);
});

test("what is to be said of a kind of product, and the words for it, are found and kept", async () => {
  const { items } = await listCategories({ ...asked(), q: "сковороды" });
  const leaf = items.find(({ type_id }) => type_id !== null);
  const kind = { categoryId: leaf?.category_id ?? "", typeId: leaf?.type_id ?? "" };
  const { items: attributes } = await listCategoryAttributes({ ...asked(), kind });
  expect(attributes[0]?.is_required).toBe(true);
  const country = attributes.find(({ name }) => name === "Страна-изготовитель");
  expect(country?.dictionary_id).not.toBeNull();
  const attributeId = country?.id ?? "";
  const { items: values } = await listAttributeValues({ ...asked(), kind, attributeId });
  expect(values.map(({ value }) => value)).toContain("Китай");
  const search = { ...asked(), kind, attributeId, q: "кита" };
  expect((await listAttributeValues(search)).items.map(({ value }) => value)).toEqual(["Китай"]);
  const before = await countOf("/v1/description-category/attribute/values/search");
  await listAttributeValues(search);
  expect(await countOf("/v1/description-category/attribute/values/search")).toBe(before);
  const made = { ...asked(), kind, attributeId, cursor: "выдумано" };
  expect((await refusalOf(listAttributeValues(made))).code).toBe("invalid_cursor");
});

test("a kind of product and an attribute that the marketplace does not have are not there", async () => {
  const [known] = (await listCategories({ ...asked(), q: "сковор" })).items.filter((one) => one.type_id);
  const kind = { categoryId: known?.category_id ?? "", typeId: known?.type_id ?? "" };
  const kinds = [
    { ...kind, typeId: "1" },
    { categoryId: "999999", typeId: "1" },
  ];
  for (const unknown of kinds)
    await expect(listCategoryAttributes({ ...asked(), kind: unknown })).rejects.toMatchObject({
      code: "not_found",
    });
  await expect(listAttributeValues({ ...asked(), kind, attributeId: "1" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the account's limits are told as they are now", async () => {
  expect(await getProductLimitsOf(asked())).toMatchObject({
    all: { limit: 5000 },
    made_today: { limit: 500, resets_at: expect.any(String) },
    changed_today: { limit: 5000 },
  });
});

test("a picture comes through our server, once from the marketplace and without the seller's key", async () => {
  const [product] = (await shelfOf(seller)).values();
  const open = () => openPicture({ actor: nobody, productId: product?.id ?? "", n: 0 });
  const picture = await open();
  expect(picture.type).toMatch(/^image\//);
  const bytes = await new Response(picture.read({ start: 0, end: picture.sizeBytes - 1 })).arrayBuffer();
  expect(bytes.byteLength).toBe(picture.sizeBytes);
  await sandbox().setFault({ kind: "status", status: 503 });
  expect((await open()).id).toBe(picture.id);
  expect((await refusalOf(openPicture({ actor: nobody, productId: product?.id ?? "", n: 50 }))).code).toBe(
    "not_found",
  );
  await rm(`${env().DATA_DIR}/pictures`, { recursive: true, force: true });
});

test.each([
  ["https://example.com/1.jpg", "picture_refused"],
  ["http://169.254.169.254/latest/meta-data", "picture_refused"],
  ["file:///etc/passwd", "picture_refused"],
  ["SANDBOX/no/such/picture.png", "file_unavailable"],
])("a picture at %s is not fetched: %s", async (address, code) => {
  const [product] = (await shelfOf(seller)).values();
  await database.query("UPDATE products SET pictures = $2 WHERE id = $1", [
    product?.id,
    [address.replace("SANDBOX", sandbox().url)],
  ]);
  expect((await refusalOf(openPicture({ actor: nobody, productId: product?.id ?? "", n: 0 }))).code).toBe(
    code,
  );
});

test("a foreign seller's account is not asked", async () => {
  const { actor } = await makeOperator([]);
  const kind = { categoryId: "1", typeId: "1" };
  const theirs = { actor, sellerId: seller.id };
  const [product] = (await shelfOf(seller)).values();
  for (const ask of [
    () => listCategories(theirs),
    () => listCategoryAttributes({ ...theirs, kind }),
    () => listAttributeValues({ ...theirs, kind, attributeId: "1" }),
    () => getProductLimitsOf(theirs),
    () => openPicture({ actor, productId: product?.id ?? "", n: 0 }),
  ])
    expect((await refusalOf(ask())).code).toBe("not_found");
});
