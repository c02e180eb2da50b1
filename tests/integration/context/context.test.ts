import { afterEach, beforeAll, expect, test } from "vitest";
import { readContext } from "@/lib/chats/context";
import type { Dialect } from "../../../sandbox/model";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

const order = (number: string, how: object = {}) => ({
  order_number: number,
  scheme: "fbs" as const,
  status: "delivering",
  product_name: "Плед вязаный",
  price: "2490.00",
  quantity: 2,
  more: [{ sku: "734120559", name: "Сковорода, 28 см", price: "1890.00" }],
  customer_name: "Ирина Ж.",
  ...how,
});

test.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "the shipment of a chat's order stands beside it, in $dialect",
  async ({ dialect }) => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
    const { chatId: external } = await seller.say("Где посылка?", { order: order("10203040-0001") });
    await pollLater(seller.id);
    const chatId = await findChatId(database, seller.id, external);
    const { postings, other_chats } = await readContext({ actor: admin.actor, chatId });
    expect(other_chats).toEqual([]);
    expect(postings).toHaveLength(1);
    expect(postings[0]).toMatchObject({
      posting_number: "10203040-0001-1",
      order_number: "10203040-0001",
      status: "delivering",
      state: "delivering",
      products: [
        { name: "Плед вязаный", sku: "160249683", quantity: 2, price: "2490.00", currency: "RUB" },
        { name: "Сковорода, 28 см", sku: "734120559", quantity: 1, price: "1890.00", currency: "RUB" },
      ],
      delivered_at: null,
    });
    expect(postings[0]?.tracking_number).toMatch(/^80\d{12}$/);
    for (const told of ["ordered_at", "ship_by", "deliver_from", "deliver_by"] as const)
      expect(postings[0]?.[told]).toMatch(/Z$/);
  },
);

test("what changes at the marketplace changes here, and what it stops telling stays", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Где?", { order: order("10203040-0002") });
  await pollLater(seller.id);
  await seller.say("Получила", { chat_id: external, order: order("10203040-0002", { status: "delivered" }) });
  await database.query("UPDATE chats SET order_checked_at = now() - interval '1 day'");
  await database.query("UPDATE postings SET delivered_at = now()");
  await pollLater(seller.id);
  const chatId = await findChatId(database, seller.id, external);
  const { postings } = await readContext({ actor: admin.actor, chatId });
  expect(postings).toMatchObject([{ state: "delivered" }]);
  expect(postings[0]?.delivered_at).not.toBeNull();
});

test("other chats: of the same order or buyer at the same seller, newest first, never of another seller", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const other = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const said = async (where: typeof seller, number: string, name: string) =>
    (await where.say("?", { buyer_name: name, order: order(number, { customer_name: name }) })).chatId;
  const asked = await said(seller, "1-0001", "Анна К.");
  const sameOrder = await said(seller, "1-0001", "Пётр Л.");
  const sameBuyer = await said(seller, "1-0002", "Анна К.");
  await said(seller, "1-0003", "Ольга Т.");
  await said(other, "1-0001", "Анна К.");
  await pollLater(seller.id);
  await pollLater(other.id);
  const chatId = await findChatId(database, seller.id, asked);
  const { other_chats } = await readContext({ actor: admin.actor, chatId });
  expect(other_chats.map((chat) => chat.external_id)).toEqual([sameBuyer, sameOrder]);
  const stranger = await makeOperator([other.id]);
  await expect(readContext({ actor: stranger.actor, chatId })).rejects.toMatchObject({ code: "not_found" });
});

test("a chat of no order and nobody's name has nothing beside it", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const first = await seller.say("Подойдёт?");
  await seller.say("А мне?");
  await pollLater(seller.id);
  const chatId = await findChatId(database, seller.id, first.chatId);
  expect(await readContext({ actor: admin.actor, chatId })).toMatchObject({ postings: [], other_chats: [] });
});
