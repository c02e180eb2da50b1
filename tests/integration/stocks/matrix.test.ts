import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listStocks } from "@/lib/stocks/list-stocks";
import { listWarehouses } from "@/lib/stocks/list-warehouses";
import { ownStocksSection, stocksSection, warehouseStocksSection } from "@/lib/stocks/sections";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeOperator } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";
import { listAll, makeStockedSeller, takeIn } from "./shelf";

ownDatabase();
const sandbox = ownSandbox();

test.each(["v3", "v1"] as const)(
  "both sources agree about every product of an account of %s",
  async (dialect) => {
    const seller = await makeStockedSeller(sandbox(), { dialect, products: 175 });
    await takeIn(seller);
    const { items, totals, sources } = await listAll(seller);
    const truth = await sandbox().listStocks(seller.account.client_id);
    const sum = (kind: "fbo" | "own", of: (row: (typeof truth)[number]) => number) =>
      truth
        .filter((row) => (row.scheme === "fbo") === (kind === "fbo"))
        .reduce((all, row) => all + of(row), 0);
    const freeOf = (row: (typeof truth)[number]) => row.present - row.reserved;
    expect(totals).toMatchObject({
      free: sum("fbo", freeOf) + sum("own", freeOf),
      reserved: sum("fbo", (row) => row.reserved) + sum("own", (row) => row.reserved),
      promised: sum("fbo", (row) => row.promised),
      differing: 0,
    });
    expect(totals.by_scheme?.fbo.free).toBe(sum("fbo", freeOf));
    expect(items.every((item) => item.agrees === true && item.difference === 0)).toBe(true);
    expect(sources.map(({ source, error }) => [source, error])).toEqual([
      ["products", null],
      ["warehouses", null],
      ["own", null],
    ]);
    // The seeds' shop: 511 rows of 175 products in 27 warehouses.
    expect(await db().stock.count({ where: { sellerId: seller.id, source: "warehouses" } })).toBe(511);
    const cells = items.flatMap((item) => item.cells);
    expect(cells.reduce((all, cell) => all + cell.free, 0)).toBe(totals.free);
    const { items: warehouses } = await listWarehouses({ actor: nobody, sellerId: seller.id });
    expect(warehouses.filter(({ kind }) => kind === "fbo")).toHaveLength(27);
    expect(warehouses.filter(({ kind }) => kind === "own")).toHaveLength(3);
    expect(warehouses.filter(({ kind, city }) => kind === "fbo" && city === null)).toEqual([]);
    expect(warehouses.reduce((all, warehouse) => all + warehouse.free, 0)).toBe(totals.free);
  },
);

test("with one source down the other is shown, and the page says which is down", async () => {
  const seller = await makeStockedSeller(sandbox(), { dialect: "v3" });
  const { client_id } = seller.account;
  await takeIn(seller, [warehouseStocksSection, ownStocksSection]);
  await sandbox().setFault({ kind: "status", status: 500, client_id, path: "/v4/product/info/stocks" });
  await db().stock.deleteMany({ where: { sellerId: seller.id, source: "products" } });
  await takeIn(seller, [stocksSection]);
  const { totals, sources, items } = await listAll(seller);
  const truth = await sandbox().listStocks(client_id);
  expect(totals.free).toBe(truth.reduce((all, row) => all + row.present - row.reserved, 0));
  expect(sources[0]).toMatchObject({ source: "products", fresh_at: null, error: { code: "unavailable" } });
  expect(sources[1]).toMatchObject({ source: "warehouses", error: null });
  expect(items.every((item) => item.agrees === null)).toBe(true);

  await sandbox().clearFaults({ client_id });
  await sandbox().setFault({ kind: "status", status: 500, client_id, path: "/v1/analytics/stocks" });
  await takeIn(seller, [stocksSection, warehouseStocksSection]);
  const after = await listAll(seller);
  expect(after.sources[0]).toMatchObject({ error: null, fresh_at: expect.any(String) });
  expect(after.sources[1]).toMatchObject({ source: "warehouses", error: { code: "unavailable" } });
  expect(after.totals.free).toBe(totals.free);
});

test("a pass takes away what the marketplace does not show any more, and shows where sources differ", async () => {
  const seller = await makeStockedSeller(sandbox(), { dialect: "v3" });
  await takeIn(seller);
  const before = await listAll(seller);
  const left = before.items.find((item) => item.totals.fbo.free > 0);
  // A row of an earlier pass that no page will show again.
  await db().$executeRaw`
    INSERT INTO stocks (seller_id, source, offer_id, scheme, warehouse_id, present, free, pass_id, seen_at)
    VALUES (${seller.id}::uuid, 'warehouses', ${left?.offer_id}, 'fbo', 'gone', 5, 5, gen_random_uuid(), now() - interval '1 hour')`;
  await db().$executeRaw`
    UPDATE stock_sums SET placed_fbo = placed_fbo + 5 WHERE seller_id = ${seller.id}::uuid AND offer_id = ${left?.offer_id}`;
  const differing = await listAll(seller, { tab: "differs" });
  expect(differing.items).toMatchObject([{ offer_id: left?.offer_id, agrees: false, difference: 5 }]);
  expect(differing.totals).toMatchObject({ products: 1, differing: 1 });
  await takeIn(seller, [warehouseStocksSection]);
  expect((await listAll(seller, { tab: "differs" })).items).toEqual([]);
  expect((await listAll(seller)).totals).toEqual(before.totals);
});

test("products are found by tab, warehouse and words, a page at a time", async () => {
  const seller = await makeStockedSeller(sandbox(), { dialect: "v3", products: 24 });
  await takeIn(seller);
  const all = await listAll(seller);
  const own = all.items.flatMap((item) => item.cells).find((cell) => cell.kind === "own");
  const there = await listAll(seller, { warehouseId: own?.warehouse_id });
  expect(there.items.length).toBeGreaterThan(0);
  expect(
    there.items.every((item) => item.cells.some((cell) => cell.warehouse_id === own?.warehouse_id)),
  ).toBe(true);
  const left = await listAll(seller, { tab: "left" });
  const none = await listAll(seller, { tab: "none" });
  expect(left.items.every((item) => item.free > 0)).toBe(true);
  expect(none.items.every((item) => item.free === 0)).toBe(true);
  expect(left.totals.products + none.totals.products).toBe(all.totals.products);
  const low = await listAll(seller, { tab: "low", low: 40 });
  expect(low.items.every((item) => item.free > 0 && item.free <= 40)).toBe(true);
  const [first] = all.items;
  const found = await listAll(seller, { q: first?.offer_id.toLowerCase() });
  expect(found.items.map((item) => item.offer_id)).toContain(first?.offer_id);
  expect((await listAll(seller, { q: "100%_такого нет" })).items).toEqual([]);
  const page = await listAll(seller, { limit: 5 });
  const rest = await listAll(seller, { cursor: page.next_cursor ?? "" });
  expect([...page.items, ...rest.items]).toEqual(all.items);
  expect(page.totals).toEqual(all.totals);
});

test("a seller of others has no stocks for an operator", async () => {
  const [mine, foreign] = [await makeStoredSeller(), await makeStoredSeller()];
  const { actor } = await makeOperator([mine]);
  const query = { actor, tab: "all", low: 5, limit: 10 } as const;
  expect((await listStocks({ ...query, sellerId: mine })).items).toEqual([]);
  await expect(listStocks({ ...query, sellerId: foreign })).rejects.toMatchObject({ code: "not_found" });
  await expect(listWarehouses({ actor, sellerId: foreign })).rejects.toMatchObject({ code: "not_found" });
  await expect(listWarehouses({ actor, sellerId: "no-id" })).rejects.toMatchObject({ code: "not_found" });
});
