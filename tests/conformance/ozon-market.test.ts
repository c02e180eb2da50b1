import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cursor } from "@/lib/marketplaces/cursor";
import { createOzonAdapter } from "@/lib/marketplaces/ozon/adapter";
import type { PortPage } from "@/lib/marketplaces/port-page";
import type { Marketplace } from "@/lib/marketplaces/ports";
import { createSandboxClient, type SandboxClient } from "@/sandbox/client";
import type { AccountSeed } from "@/sandbox/model";
import { type Sandbox, startSandbox } from "@/sandbox/server";

// Products and stocks of whole catalogues, the connector against the sandbox over HTTP, in both generations.
const seeds: AccountSeed[] = [
  { client_id: "88001", api_key: "k-88001", dialect: "v3", name: "Дом и уют", market: { products: 175 } },
  { client_id: "88002", api_key: "k-88002", dialect: "v1", name: "КроссМаркет", market: { products: 60 } },
];
let sandbox: Sandbox;
let control: SandboxClient;
beforeAll(async () => {
  sandbox = await startSandbox({ accounts: seeds, enforceLimits: false });
  control = createSandboxClient(sandbox.url);
});
afterAll(() => sandbox.close());

function connect({ client_id, api_key, dialect }: AccountSeed): Marketplace {
  const silent = () => undefined;
  return createOzonAdapter({ sleep: () => Promise.resolve(), random: () => 0 }).connect({
    credentials: { clientId: client_id, apiKey: api_key },
    baseUrl: sandbox.url,
    dialect,
    takePermit: async () => async () => undefined,
    reportThrottled: async () => undefined,
    now: () => new Date(),
    log: { debug: silent, info: silent, warn: silent },
  });
}

function required<T>(port: T | undefined): T {
  if (port === undefined) throw new Error("the marketplace has no such port");
  return port;
}

async function everyPage<T>(read: (cursor: Cursor | null) => Promise<PortPage<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: Cursor | null = null;
  do {
    const page: PortPage<T> = await read(cursor);
    expect(page.unreadable).toEqual([]);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

describe.each(seeds)("an account of dialect $dialect", (seed) => {
  const id = seed.client_id;
  const products = () => required(connect(seed).products);
  const stocks = () => required(connect(seed).stocks);
  const sum = (rows: readonly { present: number }[]) => rows.reduce((all, row) => all + row.present, 0);

  test("the whole catalogue, with what is put away, numbers digit by digit", async () => {
    const told = await everyPage((cursor) => products().listProducts(cursor));
    const known = await control.listProducts(id);
    const facts = (one: {
      offerId: string;
      productId: string | null;
      price: string | null;
      isArchived: boolean;
    }) => `${one.offerId} ${one.productId} ${one.price} ${one.isArchived}`;
    expect(told.map(facts).sort()).toEqual(
      known
        .map((one) =>
          facts({
            offerId: one.offer_id,
            productId: one.product_id,
            price: one.price,
            isArchived: one.is_archived,
          }),
        )
        .sort(),
    );
    expect(told.filter(({ problems }) => problems.length > 0)).toHaveLength(
      known.filter(({ problems }) => problems > 0).length,
    );
    const [picture = ""] = told[0]?.pictures ?? [];
    const file = await products().openPicture(picture);
    expect(file).toMatchObject({ contentType: "image/png" });
    let size = 0;
    for await (const piece of file.body) size += piece.byteLength;
    expect(size).toBe(file.sizeBytes);
  });

  test("stocks by scheme, by the marketplace's warehouses and by the seller's own agree", async () => {
    const rows = await control.listStocks(id);
    const skus = (await control.listProducts(id)).map(({ sku }) => sku).filter((sku) => sku !== "");
    const offerIds = (await control.listProducts(id)).map(({ offer_id }) => offer_id);
    const byScheme = await everyPage((cursor) => stocks().listStocks(cursor));
    const theirs = await everyPage((cursor) => stocks().listWarehouseStocks({ cursor, skus }));
    const own = await everyPage((cursor) => stocks().listOwnStocks({ cursor, offerIds }));
    const isOwn = ({ scheme }: { scheme: string }) => scheme !== "fbo";
    expect(sum(byScheme)).toBe(sum(rows));
    expect(theirs).toHaveLength(rows.filter(({ scheme }) => scheme === "fbo").length);
    const free = (all: readonly { present: number; reserved: number }[]) =>
      all.reduce((total, row) => total + row.present - row.reserved, 0);
    expect(theirs.reduce((total, row) => total + row.free, 0)).toBe(
      free(rows.filter(({ scheme }) => scheme === "fbo")),
    );
    expect(sum(own)).toBe(sum(rows.filter(isOwn)));
    expect(await stocks().listOwnWarehouses()).toHaveLength(3);
  });

  test("a price and a stock are set and read back", async () => {
    const [first] = await control.listProducts(id);
    const offerId = first?.offer_id ?? "";
    const prices = { offerId, price: "5555.00", oldPrice: null, minPrice: null, currency: "RUB" };
    expect((await products().setPrices([prices]))[0]).toMatchObject({ outcome: "accepted" });
    expect((await products().findPrices([offerId]))[0]?.price).toBe("5555.00");
    const pair = { offerId, productId: first?.product_id ?? null, warehouseId: "22000000001", stock: 31 };
    expect((await stocks().setStocks([pair]))[0]).toMatchObject({ outcome: "accepted" });
    const found = (await stocks().findStocks([offerId])).own.find(
      ({ warehouseId }) => warehouseId === pair.warehouseId,
    );
    expect(found?.free).toBe(31);
  });

  test("extras, limits, categories, their attributes and words", async () => {
    const [first] = await control.listProducts(id);
    const one = {
      offerId: first?.offer_id ?? "",
      productId: first?.product_id ?? null,
      sku: first?.sku ?? null,
    };
    const [extras] = await products().findExtras([one]);
    expect(extras?.attributes?.length).toBeGreaterThan(2);
    expect(extras?.rating).not.toBeNull();
    expect((await products().readLimits()).all?.used).toBe((await control.listProducts(id)).length);
    const kind = (await products().readCategories()).find(({ typeId }) => typeId !== null);
    const category = { categoryId: kind?.categoryId ?? "", typeId: kind?.typeId ?? "" };
    const colour = (await products().readAttributes(category)).find(({ name }) => name === "Цвет товара");
    const asked = { ...category, attributeId: colour?.id ?? "", cursor: null };
    expect((await products().findValues({ ...asked, words: "графит" })).items).toHaveLength(1);
    const words = await everyPage((cursor) => products().findValues({ ...asked, words: null, cursor }));
    expect(words.length).toBeGreaterThan(15);
  });

  test("cards: put away, pictures, attributes, barcodes, copies", async () => {
    const product = (await control.listProducts(id)).find((one) => one.sku !== "" && !one.is_archived);
    const named = {
      offerId: product?.offer_id ?? "",
      productId: product?.product_id ?? "",
      sku: product?.sku ?? "",
    };
    const accepted = async (outcomes: readonly { outcome: string; taskId: string | null }[]) => {
      expect(outcomes[0]?.outcome).toBe("accepted");
      return outcomes[0]?.taskId ?? null;
    };
    await accepted(await products().archive([named]));
    await accepted(await products().unarchive([named]));
    await accepted([await products().setPictures({ ...named, pictures: ["https://example.com/a.png"] })]);
    await accepted(await products().addBarcodes([{ ...named, barcode: "4601234567893" }]));
    const attributes = [
      { id: "10096", complexId: "0", values: [{ value: "графит", dictionaryValueId: null }] },
    ];
    const task = await accepted(await products().setAttributes([{ offerId: named.offerId, attributes }]));
    const copy = {
      sku: "6000000021",
      offerId: "COPY-1",
      name: "Копия",
      price: "700.00",
      oldPrice: null,
      vat: "0.20",
    };
    const second = await accepted(await products().importBySku([copy]));
    for (const taskId of [task, second]) {
      const states = async () => (await products().readTask(taskId ?? "")).map(({ state }) => state);
      await expect.poll(states, { timeout: 10_000 }).toEqual(["done"]);
    }
    const outcomes = await products().deleteProducts(["COPY-1"]);
    expect(outcomes[0]?.outcome).toBe("refused");
  });
});
