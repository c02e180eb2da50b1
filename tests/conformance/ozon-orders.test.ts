import { afterAll, beforeAll, expect, test } from "vitest";
import type { PostingFacts } from "@/lib/marketplaces/order-port";
import { createOzonAdapter } from "@/lib/marketplaces/ozon/adapter";
import type { Marketplace } from "@/lib/marketplaces/ports";
import { createSandboxClient, type SandboxClient } from "@/sandbox/client";
import { type Sandbox, startSandbox } from "@/sandbox/server";
import { failureOf } from "./marketplace-world";

// Orders and products, the connector against the sandbox over HTTP.
const CLIENT_ID = "77002";
const API_KEY = "0f9ce3f2-1f6a-4a43-9a3d-2b7c8d1e5f61";
const HOUR_MS = 3_600_000;
let sandbox: Sandbox;
let control: SandboxClient;
let marketplace: Marketplace;
beforeAll(async () => {
  sandbox = await startSandbox({
    enforceLimits: false,
    accounts: [{ client_id: CLIENT_ID, api_key: API_KEY, dialect: "v3", name: "Дом" }],
  });
  control = createSandboxClient(sandbox.url);
  marketplace = connect("v3");
});
afterAll(() => sandbox.close());

function connect(dialect: string): Marketplace {
  const silent = () => undefined;
  return createOzonAdapter({ sleep: () => Promise.resolve(), random: () => 0 }).connect({
    credentials: { clientId: CLIENT_ID, apiKey: API_KEY },
    baseUrl: sandbox.url,
    dialect,
    takePermit: async () => async () => undefined,
    reportThrottled: async () => undefined,
    now: () => new Date(),
    log: { debug: silent, info: silent, warn: silent },
  });
}

const place = (order_number: string, more: object = {}) =>
  control.placeOrder({ client_id: CLIENT_ID, order: { order_number, ...more } });
const orders = () => required(marketplace.orders);
const products = () => required(marketplace.products);

function required<T>(port: T | undefined): T {
  if (port === undefined) throw new Error("the marketplace has no such port");
  return port;
}

async function changedSince(since: Date): Promise<{ told: PostingFacts[]; untils: (Date | null)[] }> {
  const told: PostingFacts[] = [];
  const untils: (Date | null)[] = [];
  for await (const page of orders().listChanged({ since })) {
    told.push(...page.postings);
    untils.push(page.until);
  }
  return { told, untils };
}

test("a posting is told by its number, with when it was delivered; a foreign number is nobody's", async () => {
  const deliveredAt = new Date(Date.now() - 5 * HOUR_MS);
  await place("10-0001", {
    customer_id: "3000000000817031942",
    region: "Омская обл.",
    customer_name: "Ирина Ж.",
  });
  await control.moveOrder("10-0001-1", {
    client_id: CLIENT_ID,
    status: "delivered",
    delivered_at: deliveredAt.toISOString(),
  });
  // Paid just now, handed over tomorrow: a delivery before that would not be believed.
  await place("10-0002", {
    paid_at: new Date(Date.now() - 96 * HOUR_MS).toISOString(),
    status: "delivering",
  });
  await control.moveOrder("10-0002-1", {
    client_id: CLIENT_ID,
    status: "delivered",
    delivered_at: deliveredAt.toISOString(),
  });
  expect(await orders().findPosting("10-0001-1")).toMatchObject({
    orderNumber: "10-0001",
    buyerName: "Ирина Ж.",
    buyerKey: "3000000000817031942",
    stage: "delivered",
    substatus: "posting_received",
    timeZone: "Asia/Omsk",
    isOpen: false,
    deliveredAt: null,
  });
  expect((await orders().findPosting("10-0002-1"))?.deliveredAt).toEqual(deliveredAt);
  // The list tells everything but that.
  const [listed] = await orders().findPostings(["10-0002"]);
  expect(listed).toMatchObject({ stage: "delivered", deliveredAt: null });
  expect(await orders().findPosting("99-0001-1")).toBeNull();
});

test("only what changed since is told, page by page, and the last page alone says until when", async () => {
  const client_id = CLIENT_ID;
  const long = new Date(Date.now() - 50 * HOUR_MS).toISOString();
  for (let index = 100; index < 225; index++) await place(`20-0${index}`, { paid_at: long });
  for (let index = 100; index < 220; index++)
    await control.moveOrder(`20-0${index}-1`, {
      client_id,
      status: "delivering",
      changed_at: long,
      quiet: true,
    });
  await control.moveOrder("20-0100-1", { client_id, substatus: "posting_in_pickup_point" });
  const before = new Date();
  const recent = await changedSince(new Date(Date.now() - HOUR_MS));
  const numbers = recent.told
    .map((posting) => posting.postingNumber)
    .filter((number) => number.startsWith("20-"));
  expect(numbers.sort()).toEqual([
    "20-0100-1",
    "20-0220-1",
    "20-0221-1",
    "20-0222-1",
    "20-0223-1",
    "20-0224-1",
  ]);
  expect(recent.told.find((posting) => posting.postingNumber === "20-0100-1")?.stage).toBe("pick_up");
  const all = await changedSince(new Date(Date.now() - 60 * HOUR_MS));
  expect(new Set(all.told.map((posting) => posting.postingNumber)).size).toBeGreaterThanOrEqual(125);
  expect(all.untils.slice(0, -1).every((until) => until === null)).toBe(true);
  expect(all.untils.at(-1)?.getTime()).toBeGreaterThanOrEqual(before.getTime());
});

test("a right that is missing is said so", async () => {
  const roles = [{ name: "Чаты", methods: ["/v3/chat/list"] }];
  await control.changeAccount(CLIENT_ID, { roles });
  // Whether the key or the right is at fault the marketplace does not say here: the product asks it (`diagnoseRefusal`).
  const kinds = ["role_missing", "credentials_rejected"];
  expect(kinds).toContain((await failureOf(changedSince(new Date()))).kind);
  expect(kinds).toContain((await failureOf(products().findProducts(["SKOV-28"]))).kind);
  await control.changeAccount(CLIENT_ID, { roles: null });
});

test("products are named with their category, which is asked for once", async () => {
  const found = await products().findProducts(["SKOV-28", "нет такого"]);
  expect(found).toMatchObject([
    {
      offerId: "SKOV-28",
      sku: "734120559",
      name: "Сковорода с гранитным покрытием, 28 см",
      category: "Сковороды",
      categoryId: "17028921",
    },
  ]);
  await required(connect("v3").products).findProducts(["PLED-150-GR"]);
  const counts = await control.countRequests();
  const asked = counts.filter((one) => one.path === "/v1/description-category/tree" && one.status === 200);
  expect(asked).toMatchObject([{ count: 1 }]);
  expect(await products().findProducts([])).toEqual([]);
});
