import { beforeAll, expect, test } from "vitest";
import { storePostings } from "@/lib/chats/store-postings";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { addSectionView, listSectionViews, removeSectionView } from "@/lib/desk/section-views";
import type { PostingFacts } from "@/lib/marketplaces/order-port";
import { readChatOrders } from "@/lib/orders/chat-orders";
import { countOrders } from "@/lib/orders/count";
import { listOrders } from "@/lib/orders/list";
import { getOrder } from "@/lib/orders/read";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makePostingFacts } from "../../support/posting-facts";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let admin: Person;
let mine: string;
let other: string;
const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);

function store(sellerId: string, ...postings: PostingFacts[]) {
  // no audit: as a pass stores them.
  return inTransaction((tx) => storePostings(tx, { sellerId, postings }));
}
const packing = { status: "awaiting_packaging", state: "packing", stage: "packing" } as const;
const plaid = { name: "Плед", sku: "1602", offerId: "PLED-1", quantity: 2, price: "990.50", currency: "RUB" };

beforeAll(async () => {
  admin = await makeAdmin();
  mine = await makeStoredSeller("Дом");
  other = await makeStoredSeller("Сад");
  await store(
    mine,
    makePostingFacts({
      orderNumber: "100-1",
      ...packing,
      acts: ["assemble", "cancel"],
      orderedAt: ago(1),
      shipBy: ago(-20),
      products: [plaid],
      buyerName: "Ирина Петрова",
      buyerKey: "77",
      warehouseId: "w1",
      money: [{ sku: "1602", price: "990.50", oldPrice: null, commission: "99.05", payout: "891.45" }],
    }),
    makePostingFacts({
      orderNumber: "100-2",
      ...packing,
      acts: ["hand_over"],
      orderedAt: ago(30),
      shipBy: ago(2),
    }),
    makePostingFacts({ orderNumber: "100-3", stage: "pick_up", orderedAt: ago(90), buyerKey: "77" }),
    makePostingFacts({ orderNumber: "100-4", stage: "returning", state: "cancelled", orderedAt: ago(50) }),
    makePostingFacts({ orderNumber: "100-5", scheme: "fbo", orderedAt: null }),
  );
  await store(other, makePostingFacts({ orderNumber: "200-1", orderedAt: ago(10) }));
});

const numbers = async (filters: object, how: object = {}) => {
  const page = await listOrders({ actor: admin.actor, filters, limit: 50, ...how });
  return page.items.map((item) => item.order_number);
};

test("the newest come first, page by page, and those without a time last", async () => {
  const all = ["100-1", "200-1", "100-2", "100-4", "100-3", "100-5"];
  expect(await numbers({})).toEqual(all);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listOrders({ actor: admin.actor, filters: {}, limit: 2, cursor });
    seen.push(...page.items.map((item) => item.order_number));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(all);
  await expect(numbers({}, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_cursor" });
});

test("what must leave first stands first, and nothing that has left", async () => {
  expect(await numbers({}, { sort: "ship_by" })).toEqual(["100-2", "100-1"]);
});

test.each([
  [{ tab: "to_assemble" }, ["100-1"]],
  [{ tab: "to_hand_over" }, ["100-2"]],
  [{ tab: "late" }, ["100-2"]],
  [{ tab: "pick_up" }, ["100-3"]],
  [{ tab: "cancelled" }, ["100-4"]],
  [{ tab: "on_way" }, ["200-1", "100-5"]],
  [{ tab: "on_way", stage: ["pick_up"] }, []],
  [{ stage: ["pick_up", "returning"] }, ["100-4", "100-3"]],
  [{ scheme: ["fbo"] }, ["100-5"]],
  [{ warehouse_id: "w1" }, ["100-1"]],
  [{ q: "200" }, ["200-1"]],
  [{ q: "pled-1" }, []],
  [{ q: "PLED-1" }, ["100-1"]],
  [{ q: "1602" }, ["100-1"]],
  [{ q: "петр" }, ["100-1"]],
  [{ q: "петр ирина" }, ["100-1"]],
  [{ q: "100-%" }, []],
  [{ q: "'); DROP" }, []],
  [{ from: "2000-01-01", to: "2000-01-02" }, []],
])("filters %o", async (filters, expected) => {
  expect(await numbers(filters)).toEqual(expected);
});

test("counts go by the same filters as the lists", async () => {
  const counts = await countOrders({ actor: admin.actor, filters: {} });
  expect(counts).toEqual({
    all: 6, to_assemble: 1, to_hand_over: 1, on_way: 2, pick_up: 1, delivered: 0, cancelled: 1, disputed: 0, late: 1,
  }); // biome-ignore format: a row of numbers
  expect((await countOrders({ actor: admin.actor, filters: { seller_id: [other] } })).all).toBe(1);
});

test("operators see orders of their own sellers only", async () => {
  const operator = await makeOperator([other]);
  expect(await numbers({}, { actor: operator.actor })).toEqual(["200-1"]);
  expect(await numbers({ seller_id: [mine] }, { actor: operator.actor })).toEqual([]);
  const row = await db().posting.findFirstOrThrow({ where: { orderNumber: "100-1" } });
  await expect(getOrder({ actor: operator.actor, id: row.id })).rejects.toMatchObject({ code: "not_found" });
});

test("an order tells its money, its way, what is left and what came back", async () => {
  const product = await db().product.findFirstOrThrow({ where: { sellerId: mine, offerId: "PLED-1" } });
  await db().product.updateMany({
    where: { id: product.id },
    data: { pictures: ["https://example.com/1.jpg"] },
  });
  const stock = { sellerId: mine, offerId: "PLED-1", scheme: "fbs", passId: product.id };
  await db().stock.createMany({
    data: [
      { ...stock, source: "products", free: 5 },
      { ...stock, source: "own", warehouseId: "w1", free: 4 },
    ],
  });
  await db().return.create({
    data: {
      sellerId: mine,
      kind: "parcel",
      externalId: "1",
      scheme: "fbs",
      postingNumber: "100-1-1",
      state: "on_way",
    },
  });
  const row = await db().posting.findFirstOrThrow({ where: { orderNumber: "100-1" } });
  const { order, same_buyer } = await getOrder({ actor: admin.actor, id: row.id });
  expect(order).toMatchObject({
    total: "1981.00",
    units: 2,
    is_late: false,
    products: [{ offer_id: "PLED-1", picture: `/api/products/${product.id}/picture` }],
    money: [{ sku: "1602", name: "Плед", commission: "99.05", payout: "891.45" }],
    stock: [{ offer_id: "PLED-1", free: 5, places: [{ name: "w1", free: 4 }] }],
    returns: [{ state: "on_way" }],
  });
  expect(same_buyer.map((one) => one.order_number)).toEqual(["100-3"]);
});

test("beside a chat stand its order, what else the buyer ordered and wrote", async () => {
  const chatId = await makeStoredChat(mine, { orderNumber: "100-1", lastMessageAt: new Date() });
  const older = await makeStoredChat(mine, { postingNumber: "100-3-1", lastMessageAt: ago(80) });
  const beside = await readChatOrders({ actor: admin.actor, chatId });
  expect(beside.orders.map((one) => one.order_number)).toEqual(["100-1"]);
  expect(beside.orders[0]?.chat_id).toBe(chatId);
  expect(beside.earlier.map((one) => one.order_number)).toEqual(["100-3"]);
  expect(beside.other_chats.map((one) => one.id)).toEqual([older]);
  expect(await numbers({ has_chat: "yes" })).toEqual(["100-1"]);
  const empty = await makeStoredChat(mine, { lastMessageAt: new Date() });
  expect(await readChatOrders({ actor: admin.actor, chatId: empty })).toMatchObject({
    orders: [],
    earlier: [],
  });
});

test("views are one's own or shared; sharing is for who manages the desk", async () => {
  const [operator, supervisor] = [await makeOperator([mine]), await makeSupervisor()];
  const given = { section: "orders", name: "Мои", filters: { tab: "late" }, is_shared: false } as const;
  const own = await addSectionView({ actor: operator.actor, given });
  await expect(
    addSectionView({ actor: operator.actor, given: { ...given, is_shared: true } }),
  ).rejects.toMatchObject({ code: "not_allowed" });
  const shared = await addSectionView({ actor: supervisor.actor, given: { ...given, is_shared: true } });
  const seen = await listSectionViews({ actor: operator.actor, section: "orders" });
  expect(seen.map((view) => [view.id, view.is_mine])).toEqual([
    [own.id, true],
    [shared.id, false],
  ]);
  expect(await listSectionViews({ actor: operator.actor, section: "stocks" })).toEqual([]);
  await expect(removeSectionView({ actor: operator.actor, id: shared.id })).rejects.toMatchObject({
    code: "not_allowed",
  });
  await expect(removeSectionView({ actor: admin.actor, id: own.id })).rejects.toMatchObject({
    code: "not_found",
  });
  await removeSectionView({ actor: admin.actor, id: shared.id });
  await removeSectionView({ actor: operator.actor, id: own.id });
  expect(await listSectionViews({ actor: operator.actor, section: "orders" })).toEqual([]);
});
