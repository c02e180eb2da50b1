import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { checkPrices } from "@/lib/products/check-prices";
import { updatePrices } from "@/lib/products/update-prices";
import { updatePrices as endpoint } from "@/lib/wire/product-acts";
import type { Product } from "@/lib/wire/products";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { carryOut, makeShopWithProducts, refusalOf, shelfOf } from "./cabinet";

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
  seller = await makeShopWithProducts(sandbox());
  for (const { offer_id } of await sandbox().listProducts(seller.account.client_id))
    await sandbox().changeProduct(seller.account.client_id, offer_id, {
      price: "1000.00",
      old_price: "",
      min_price: "0.00",
      quiet: true,
    });
  await database.query(
    "UPDATE products SET price = 1000, old_price = NULL, min_price = NULL WHERE seller_id = $1",
    [seller.id],
  );
  products = [...(await shelfOf(seller)).values()];
});
afterEach(() => sandbox().clearFaults());

const article = (n: number) => products[n]?.offer_id ?? "";
function change(items: readonly object[], more: { isLargeConfirmed?: boolean; key?: string } = {}) {
  const body = endpoint.body.parse({ seller_id: seller.id, items });
  return updatePrices({
    actor: lead.actor,
    sellerId: seller.id,
    items: body.items,
    isLargeConfirmed: more.isLargeConfirmed ?? false,
    idempotencyKey: more.key ?? null,
  });
}
const sentPrices = async () =>
  (await sandbox().listRequests({ client_id: seller.account.client_id, path: "/v1/product/import/prices" }))
    .length;
const truthOf = async (offerId: string) =>
  (await sandbox().listProducts(seller.account.client_id)).find((one) => one.offer_id === offerId);

test("a price comes about to the kopeck, is read back, and stands in the list", async () => {
  const outcome = await carryOut(
    await change([
      { offer_id: article(0), price: "1100,1", old_price: "1499.99", expected_price: "1000.00" },
      { offer_id: article(1), price: 999.9 },
    ]),
  );
  expect(outcome).toMatchObject({ status: "done", done: 2, failed: 0 });
  expect(outcome.items[0]).toMatchObject({
    before: { price: "1000.00", old_price: null },
    wanted: { price: "1100.10", old_price: "1499.99" },
    seen: { price: "1100.10", old_price: "1499.99" },
  });
  expect(await truthOf(article(0))).toMatchObject({ price: "1100.10", old_price: "1499.99" });
  const shelf = await shelfOf(seller);
  expect(shelf.get(article(0))).toMatchObject({ price: "1100.10", old_price: "1499.99" });
  expect(shelf.get(article(1))).toMatchObject({ price: "999.90", old_price: null });
  expect(await sentPrices()).toBe(1);
});

test("items that the marketplace refuses are told one by one; the others come about", async () => {
  const outcome = await carryOut(
    await change([
      { offer_id: article(0), price: "1200" },
      { offer_id: article(1), price: "1200", old_price: "1201" }, // too near to the price
      { offer_id: article(2), price: "1200", min_price: "1300" },
    ]),
  );
  expect(outcome).toMatchObject({ status: "partly", done: 1, failed: 2 });
  expect(outcome.items.map(({ status, error }) => [status, error?.theirs ?? null])).toEqual([
    ["done", null],
    ["failed", "Price before discount must be greater than the price by 5% or more"],
    ["failed", "Minimum price must not be greater than the price"],
  ]);
});

test("the eleventh change of a price within an hour is the marketplace's to refuse, for that item alone", async () => {
  await sandbox().setLimits({ enforced: true });
  for (let n = 1; n <= 10; n++)
    await carryOut(await change([{ offer_id: article(0), price: String(1000 + n) }]));
  const outcome = await carryOut(
    await change([
      { offer_id: article(0), price: "1020" },
      { offer_id: article(1), price: "1020" },
    ]),
  );
  await sandbox().setLimits({ enforced: false });
  expect(outcome.items.map(({ status }) => status)).toEqual(["failed", "done"]);
  expect(outcome.items[0]?.error?.theirs).toContain("10 times an hour");
});

test("more than half the price, or a price of 0, is asked about twice and not sent before", async () => {
  const large = await refusalOf(
    change([
      { offer_id: article(0), price: "1500.01" },
      { offer_id: article(1), price: "1500.00" },
      { offer_id: article(2), price: "0" },
      { offer_id: article(3), price: "499.99" },
    ]),
  );
  expect(large.code).toBe("large_price_change");
  expect(large.details).toMatchObject({
    count: 3,
    items: [
      { offer_id: article(0), before: "1000.00", after: "1500.01", percent: 50 },
      { offer_id: article(2), before: "1000.00", after: "0.00", percent: -100 },
      { offer_id: article(3), before: "1000.00", after: "499.99", percent: -50 },
    ],
  });
  expect(await sentPrices()).toBe(0);
  const items = [{ offer_id: article(0), price: "1500.01" }];
  expect(await carryOut(await change(items, { isLargeConfirmed: true }))).toMatchObject({ status: "done" });
});

test("a price that moved in the cabinet meanwhile is told, not written over", async () => {
  await sandbox().changeProduct(seller.account.client_id, article(0), { price: "1050.00", quiet: true });
  const moved = await refusalOf(change([{ offer_id: article(0), price: "1100", expected_price: "1000.00" }]));
  expect(moved).toMatchObject({
    code: "changed_meanwhile",
    details: { items: [{ offer_id: article(0), expected: "1000.00", now: "1050.00" }] },
  });
  expect((await shelfOf(seller)).get(article(0))?.price).toBe("1050.00");
  expect(await sentPrices()).toBe(0);
  // A large change is measured against the price of now as well.
  await sandbox().changeProduct(seller.account.client_id, article(1), { price: "3000.00", quiet: true });
  const large = await refusalOf(change([{ offer_id: article(1), price: "1100" }]));
  expect(large.code).toBe("large_price_change");
});

test("without an answer of the marketplace the known prices are compared", async () => {
  await sandbox().setFault({
    kind: "status",
    status: 503,
    path: "/v5/product/info/prices",
    client_id: seller.account.client_id,
  });
  const moved = await refusalOf(change([{ offer_id: article(0), price: "1100", expected_price: "900.00" }]));
  expect(moved.code).toBe("changed_meanwhile");
});

test("unknown and doubled articles are named; one key asks once; an open change of a product holds a second", async () => {
  const unknown = await refusalOf(
    change([
      { offer_id: article(0), price: "1100" },
      { offer_id: "нет такого", price: "1100" },
    ]),
  );
  expect(unknown).toMatchObject({
    code: "unknown_article",
    details: { items: [{ offer_id: "нет такого" }] },
  });
  const items = [{ offer_id: article(0), price: "1100" }];
  expect((await refusalOf(change([...items, ...items]))).code).toBe("same_subject_twice");
  const first = await change(items, { key: "раз" });
  expect((await change(items, { key: "раз" })).id).toBe(first.id);
  expect((await refusalOf(change(items))).code).toBe("act_not_open");
  expect(await carryOut(first)).toMatchObject({ status: "done", total: 1 });
  expect(await sentPrices()).toBe(1);
});

test("nothing is changed for a foreign seller, or one that is paused", async () => {
  const { actor } = await makeOperator([]);
  const asked = { actor, sellerId: seller.id, items: [], isLargeConfirmed: false };
  expect((await refusalOf(updatePrices(asked))).code).toBe("not_found");
  expect((await refusalOf(checkPrices({ ...asked, csv: "артикул;цена", language: "ru" }))).code).toBe(
    "not_found",
  );
  await database.query("UPDATE sellers SET status = 'paused' WHERE id = $1", [seller.id]);
  expect((await refusalOf(change([{ offer_id: article(0), price: "1100" }]))).code).toBe("seller_not_active");
});

test("a table is tried line by line and changes nothing; what fits can be sent as it is", async () => {
  const csv = [
    "\uFEFFЗаметка;Артикул;Цена, ₽;Старая цена;Минимальная цена",
    `;${article(0)};1 100,50;1 499,90;`,
    `;${article(0)};1200;;`,
    `x;${article(1)};1000;;`,
    `;${article(2)};0;;`,
    ";нет такого;100;;",
    `;${article(3)};сто;;`,
    `;${article(4)};-5;;`,
    `;"${article(5)}";900;;850`,
  ].join("\r\n");
  const table = await checkPrices({ actor: lead.actor, sellerId: seller.id, csv, language: "ru" });
  expect(table.lines.map(({ line, problem, is_large }) => [line, problem?.code ?? null, is_large])).toEqual([
    [2, null, false],
    [3, "same_subject_twice", false],
    [4, null, false],
    [5, null, true],
    [6, "unknown_article", false],
    [7, "invalid_input", false],
    [8, "invalid_input", false],
    [9, null, false],
  ]);
  expect(table).toMatchObject({ valid: 4, invalid: 4, unchanged: 1, large: 1 });
  expect(table.lines[0]).toMatchObject({ before: "1000.00", after: "1100.50", change: 10.1 });
  expect(table.items).toEqual([
    { offer_id: article(0), price: "1100.50", old_price: "1499.90", expected_price: "1000.00" },
    { offer_id: article(2), price: "0.00", expected_price: "1000.00" },
    { offer_id: article(5), price: "900.00", min_price: "850.00", expected_price: "1000.00" },
  ]);
  expect(await sentPrices()).toBe(0);
  expect(await carryOut(await change(table.items.filter((_, n) => n !== 1)))).toMatchObject({
    status: "done",
  });
});

test("a table that lacks a column is refused as a whole", async () => {
  const asked = {
    actor: lead.actor,
    sellerId: seller.id,
    csv: "offer_id,стоимость\nA,1",
    language: "ru",
  } as const;
  expect(await refusalOf(checkPrices(asked))).toMatchObject({
    code: "csv_unreadable",
    details: { missing: ["price"] },
  });
});
