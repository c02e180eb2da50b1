import { beforeAll, expect, test } from "vitest";
import { POST as acceptReturn } from "@/app/api/ozon_accept_return/route";
import { GET as getFinance } from "@/app/api/ozon_get_finance/route";
import { GET as getReturns } from "@/app/api/ozon_get_returns/route";
import { POST as packOrder } from "@/app/api/ozon_pack_order/route";
import { POST as shipOrder } from "@/app/api/ozon_ship_order/route";
import { POST as syncProducts } from "@/app/api/ozon_sync_products/route";
import { POST as updatePrice } from "@/app/api/ozon_update_price/route";
import { POST as updateStock } from "@/app/api/ozon_update_stock/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { db } from "@/lib/db/client";
import { ordersSection } from "@/lib/orders/sections";
import { productsSection } from "@/lib/products/sections";
import { returnRequestsSection } from "@/lib/returns/sections";
import { ownStocksSection, stocksSection } from "@/lib/stocks/sections";
import * as wire from "@/lib/wire/crm";
import type { AnyEndpoint } from "@/lib/wire/endpoint";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeOperator, type Person } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeStockedSeller, takeIn } from "../stocks/shelf";

ownDatabase();
const sandbox = ownSandbox({ enforceLimits: false });
let admin: Person;
let operator: Person;
let seller: ConnectedSeller;
let clientId: string;
beforeAll(async () => {
  seller = await makeStockedSeller(sandbox(), { dialect: "v3" });
  clientId = seller.account.client_id;
  [admin, operator] = [await makeAdmin(), await makeOperator([seller.id])];
  await takeIn(seller, [productsSection, stocksSection, ownStocksSection]);
});

type Route = (request: Request, context: { params: Promise<undefined> }) => Promise<Response>;

/** Calls a route as a program with this person's token does; answers status and body. */
async function call(person: Person, [route, endpoint]: readonly [Route, AnyEndpoint], given: object) {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const { token } = await createApiToken({ actor: person.actor, name: "тест", expiresAt, scopes: ["*"] });
  const isRead = endpoint.method === "GET";
  const words = Object.entries(given).map(([name, value]) => [name, String(value)]);
  const address = `http://localhost${endpoint.path}${isRead ? `?${new URLSearchParams(words)}` : ""}`;
  const request = new Request(address, {
    method: endpoint.method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(isRead ? {} : { body: JSON.stringify(given) }),
  });
  const response = await route(request, { params: Promise.resolve(undefined) });
  const body = await response.json();
  if (response.status === endpoint.status) endpoint.answer.parse(body);
  return { status: response.status, body, code: body.error?.code ?? null };
}

const price = [updatePrice, wire.ozonUpdatePrice] as const;
const stock = [updateStock, wire.ozonUpdateStock] as const;

test("a price and a stock are changed under the documents' names, the shop told by its Client-Id", async () => {
  const product = await db().product.findFirstOrThrow({
    where: { sellerId: seller.id, isArchived: false, price: { gt: 100 }, sku: { not: null } },
  });
  const { offerId } = product;
  const wanted = Number(product.price?.toFixed(0)) + 1;
  const told = { marketplace_id: Number(clientId), offer_id: offerId };
  const priced = await call(admin, price, { ...told, price: wanted });
  expect(priced).toMatchObject({
    status: 202,
    body: { action: { kind: "update_prices", seller_id: seller.id } },
  });
  const large = await call(admin, price, { seller_id: seller.id, offer_id: offerId, price: "1" });
  expect(large).toMatchObject({ status: 409, code: "large_price_change" });

  const place = await db().warehouse.findFirstOrThrow({ where: { sellerId: seller.id, scheme: "rfbs" } });
  const set = { seller_id: seller.id, offer_id: offerId, stock: 4 };
  expect(await call(admin, stock, set)).toMatchObject({ status: 422, code: "unknown_warehouse" });
  // The id has more digits than a double holds: as text it is whole.
  const stocked = await call(admin, stock, { ...set, warehouse_id: place.warehouseId });
  expect(stocked).toMatchObject({ status: 202, body: { action: { kind: "update_stocks", total: 1 } } });
  const [item] = await db().marketActionItem.findMany({ where: { actionId: stocked.body.action.id } });
  expect(item?.subject).toBe(`${offerId}@${place.warehouseId}`);
});

test("a posting is packed and, when that is done, shipped", async () => {
  const order = { order_number: "71000000-0001", scheme: "fbs", status: "awaiting_packaging" } as const;
  const { posting_number } = await sandbox().placeOrder({ client_id: clientId, order });
  await takeIn(seller, [ordersSection]);
  const told = { marketplace_id: clientId, posting_number };
  const ship = [shipOrder, wire.ozonShipOrder] as const;
  expect(await call(admin, ship, told)).toMatchObject({ status: 409, code: "act_not_open" });
  const packed = await call(admin, [packOrder, wire.ozonPackOrder], told);
  expect(packed).toMatchObject({ status: 202, body: { action: { kind: "assemble_orders", total: 1 } } });
  await db().marketAction.deleteMany({ where: { sellerId: seller.id } });
  await db().posting.updateMany({
    where: { postingNumber: posting_number },
    data: { actions: ["hand_over"] },
  });
  expect(await call(admin, ship, told)).toMatchObject({
    status: 202,
    body: { action: { kind: "hand_over_orders" } },
  });
});

test("a request for a return is accepted by the marketplace's own number, once", async () => {
  const order = { order_number: "71000000-0002", scheme: "rfbs", status: "delivered" } as const;
  const { posting_number } = await sandbox().placeOrder({ client_id: clientId, order });
  const { id } = await sandbox().addReturnRequest({ client_id: clientId, posting_number });
  await takeIn(seller, [returnRequestsSection]);
  const listed = await call(operator, [getReturns, wire.ozonGetReturns], { marketplace_id: clientId });
  expect(listed.body.items).toMatchObject([{ external_id: id, seller_id: seller.id }]);
  const accept = [acceptReturn, wire.ozonAcceptReturn] as const;
  const told = { marketplace_id: clientId, return_id: id };
  expect(await call(admin, accept, told)).toMatchObject({
    status: 202,
    body: { action: { kind: "decide_return" } },
  });
  expect(await call(admin, accept, told)).toMatchObject({ status: 409, code: "act_not_open" });
  expect(await call(admin, accept, { ...told, return_id: 1 })).toMatchObject({ status: 404 });
});

test("finance is listed for thirty days, and products are taken in now", async () => {
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  await db().moneyEntry.createMany({
    data: [1, 28, 32].map((days) => ({
      ...{
        sellerId: seller.id,
        entryId: `e${days}`,
        line: 0,
        kind: "sale",
        amount: "10.10",
        currency: "RUB",
      },
      day: at(days),
    })),
  });
  const listed = await call(operator, [getFinance, wire.ozonGetFinance], { marketplace_id: clientId });
  expect(listed.body.items.map((entry: { entry_id: string }) => entry.entry_id)).toEqual(["e1", "e28"]);
  const asked = await call(operator, [syncProducts, wire.ozonSyncProducts], { marketplace_id: clientId });
  expect(asked.status).toBe(202);
  expect(asked.body.items.map((one: { section: string }) => one.section).sort()).toEqual([
    "own_stocks",
    "products",
    "stocks",
    "warehouse_stocks",
  ]);
});

test("who may not act is refused, and a shop of others is not there", async () => {
  const foreign = await makeStoredSeller();
  const { accountId } = await db().seller.findUniqueOrThrow({ where: { id: foreign } });
  const told = { marketplace_id: clientId, offer_id: "A" };
  expect(await call(operator, price, { ...told, price: 5 })).toMatchObject({
    status: 403,
    code: "not_allowed",
  });
  expect(await call(operator, stock, { ...told, stock: 5 })).toMatchObject({
    status: 403,
    code: "not_allowed",
  });
  const pack = [packOrder, wire.ozonPackOrder] as const;
  const number = { posting_number: "1-1-1" };
  // Operators assemble only where a setting lets them.
  expect(await call(operator, pack, { ...number, marketplace_id: clientId })).toMatchObject({
    code: "assembling_not_allowed",
  });
  for (const whose of [{ seller_id: foreign }, { marketplace_id: accountId }, { marketplace_id: 1 }]) {
    const found = await call(operator, [getReturns, wire.ozonGetReturns], whose);
    expect(found).toMatchObject({ status: 404, code: "not_found" });
    const synced = await call(operator, [syncProducts, wire.ozonSyncProducts], whose);
    expect(synced).toMatchObject({ status: 404, code: "not_found" });
  }
  const both = { seller_id: foreign, marketplace_id: clientId, offer_id: "A", stock: 5 };
  expect(await call(admin, stock, both)).toMatchObject({ status: 422, code: "invalid_input" });
  expect(await call(admin, stock, { offer_id: "A", stock: 5 })).toMatchObject({ status: 422 });
});
