import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { previewBroadcast } from "@/lib/broadcasts/preview";
import { fillForChat } from "@/lib/broadcasts/sample";
import { readTextValues, valuesKey } from "@/lib/broadcasts/text-values";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";
import { inHours, makeBuyer, makeEarlier } from "./audience-world";
import { bodyOf, codeOf, refusalOf, setSparing } from "./lifecycle-world";

ownDatabase();
let admin: Person;
let sellerId: string;

beforeAll(async () => {
  admin = await makeAdmin();
});
beforeEach(async () => {
  sellerId = await makeStoredSeller("Чайная лавка");
});

async function makePosting(postingNumber: string, data: object = {}): Promise<void> {
  await db().posting.create({
    data: {
      sellerId,
      postingNumber,
      orderNumber: postingNumber.split("-").slice(0, 2).join("-"),
      status: "delivering",
      state: "delivering",
      ...data,
    },
  });
}

const product = (name: string, offerId: string | null = null) => ({
  name,
  sku: null,
  offer_id: offerId,
  quantity: 1,
  price: null,
  currency: null,
});

async function valuesOf(chatId: string, postingNumber: string | null = null) {
  const values = await readTextValues({ sellerId, recipients: [{ chatId, postingNumber }] });
  return values.get(valuesKey(chatId, postingNumber));
}

describe("what is known of a recipient", () => {
  test("comes from the chat, its order, the seller's products and the seller", async () => {
    await makePosting("777-1-1", {
      buyerName: "Петрова Анна Сергеевна",
      products: [product("Чайник", "ch-1"), product("Чашка", "cup")],
      trackingNumber: "RU1",
      // Late in the evening in Moscow, the next day in Omsk.
      orderedAt: new Date("2026-11-20T20:00:00Z"),
      deliverBy: new Date("2026-11-24T20:00:00Z"),
      timeZone: "Asia/Omsk",
    });
    await db().product.create({ data: { sellerId, offerId: "ch-1", name: "Чайник", category: "Посуда" } });
    await db().product.create({
      data: { sellerId: await makeStoredSeller(), offerId: "ch-1", name: "x", category: "Чужое" },
    });
    const chatId = await makeStoredChat(sellerId, { orderNumber: "777-1" });
    expect(await valuesOf(chatId)).toEqual({
      buyer_name: "Анна",
      product: "Чайник",
      category: "Посуда",
      order_number: "777-1",
      posting_number: "777-1-1",
      tracking: "RU1",
      seller_name: "Чайная лавка",
      order_date: "21.11",
      delivery_date: "25.11",
    });
  });

  test("nothing but the seller's name where there is no order, days in the seller's zone", async () => {
    const chatId = await makeStoredChat(sellerId, { buyerName: "Иван П." });
    const nothing = {
      category: null,
      order_number: null,
      posting_number: null,
      tracking: null,
      product: null,
    };
    expect(await valuesOf(chatId)).toEqual({
      ...nothing,
      buyer_name: "Иван",
      seller_name: "Чайная лавка",
      order_date: null,
      delivery_date: null,
    });
    await db().sellerService.create({ data: { sellerId, timeZone: "Asia/Vladivostok" } });
    await makePosting("1-1-1", { deliverBy: new Date("2026-11-24T20:00:00Z") });
    const withOrder = await makeStoredChat(sellerId, { orderNumber: "1-1" });
    expect((await valuesOf(withOrder))?.delivery_date).toBe("25.11");
  });

  test("of several postings the chat's own, else the newest; for a message about an order the one that called", async () => {
    const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12));
    for (const [index, name] of ["Первый", "Второй", "Третий"].entries())
      await makePosting(`9-9-${index + 1}`, { products: [product(name)], orderedAt: at(index + 1) });
    const own = await makeStoredChat(sellerId, { orderNumber: "9-9", postingNumber: "9-9-1" });
    const any = await makeStoredChat(sellerId, { orderNumber: "9-9" });
    const about = await valuesOf(own, "9-9-2");
    expect([(await valuesOf(own))?.product, (await valuesOf(any))?.product, about?.product]).toEqual([
      "Первый",
      "Третий",
      "Второй",
    ]);
    expect(about).toMatchObject({ posting_number: "9-9-2", order_number: "9-9" });
  });

  test("many at once, each their own; chats of another seller are absent", async () => {
    const chats = await Promise.all(
      ["Анна", "Борис", "Вера"].map((buyerName) => makeStoredChat(sellerId, { buyerName })),
    );
    const foreign = await makeStoredChat(await makeStoredSeller(), { buyerName: "Чужой" });
    const recipients = [...chats, foreign].map((chatId) => ({ chatId, postingNumber: null }));
    const values = await readTextValues({ sellerId, recipients });
    expect(chats.map((id) => values.get(valuesKey(id, null))?.buyer_name)).toEqual(["Анна", "Борис", "Вера"]);
    expect(values.size).toBe(3);
    expect((await readTextValues({ sellerId, recipients: [] })).size).toBe(0);
  });
});

describe("a sample for one buyer", () => {
  test("is filled for them and says what the marketplace would refuse", async () => {
    const chatId = await makeStoredChat(sellerId, { buyerName: "Ольга К." });
    const template = "{buyer_name}, заказ {order_number}: пишите в t.me/shop или +7 912 345-67-89";
    const { sample, moderation } = await fillForChat({ actor: admin.actor, template, chatId });
    const text = "Ольга, заказ: пишите в t.me/shop или +7 912 345-67-89";
    expect(sample).toEqual({
      chat_id: chatId,
      buyer_name: "Ольга К.",
      variant: "A",
      text,
      chars: text.length,
      missing: ["order_number"],
    });
    expect(moderation).toContain("phone");
    expect(moderation.some((kind) => kind === "link" || kind === "social")).toBe(true);
  });

  test("is refused for an unknown variable and for a chat that is not theirs", async () => {
    const chatId = await makeStoredChat(sellerId);
    const fill = (person: Person, template: string) => fillForChat({ actor: person.actor, template, chatId });
    expect(await codeOf(fill(admin, "{скидка}"))).toBe("template_unknown_variable");
    expect(await codeOf(fill(await makeOperator([]), "Привет"))).toBe("not_found");
  });
});

describe("a preview", () => {
  const preview = (person: Person, given: Record<string, unknown> = {}) =>
    previewBroadcast({ actor: person.actor, given: bodyOf(sellerId, given) });

  test("says whom it reaches, how long it takes, what pushes would cost, and what is wrong with the texts", async () => {
    await setSparing({ approval_above: 2 });
    await makeBuyer(sellerId, "Анна П.", { writableUntil: inHours(5) });
    await makeBuyer(sellerId, "Борис", { writableUntil: inHours(10) });
    await makeBuyer(sellerId, "user1", { writableUntil: inHours(20) });
    await makeBuyer(sellerId, "Ждёт", { waitingSince: new Date() });
    const template = "{buyer_name}! пишите на shop@example.ru";
    const seen = await preview(admin, { template, rate_limit: 2 });
    expect(seen).toMatchObject({
      matched: 4,
      audience_count: 3,
      excluded: { open_question: 1 },
      estimated_seconds: 1.5,
      push_cost_rub: 6,
      rate_limit: 2,
      too_long: 0,
      empty: 0,
      missing: { buyer_name: 1 },
      moderation: { email: 3 },
      checked: 3,
      approval_needed: true,
    });
    expect(seen.samples.map((sample) => [sample.buyer_name, sample.text])).toEqual([
      ["Анна П.", "Анна! пишите на shop@example.ru"],
      ["Борис", "Борис! пишите на shop@example.ru"],
      ["user1", "Пишите на shop@example.ru"],
    ]);
    expect(await db().broadcast.count({ where: { sellerId } })).toBe(0);
  });

  test("counts the pushes of those who sleep now as well", async () => {
    const isMorning =
      Number(new Date().toLocaleString("en", { timeZone: "Europe/Moscow", hour: "2-digit", hour12: false })) <
      12;
    await setSparing(
      isMorning
        ? { allowed_from: "22:00", allowed_to: "23:00" }
        : { allowed_from: "01:00", allowed_to: "02:00" },
    );
    await makeBuyer(sellerId, "Анна");
    await makeBuyer(sellerId, "Борис");
    expect(await preview(admin, { template: "Привет!", quiet_hours: "respect" })).toMatchObject({
      audience_count: 0,
      excluded: { quiet_hours: 2 },
      push_cost_rub: 4,
    });
  });

  test("counts texts that come out too long or empty, and free pushes", async () => {
    await setSparing({ free_pushes: 1 });
    await makePosting("5-5-1", { products: [product("ж".repeat(1001))] });
    await makeBuyer(sellerId, "Анна", { orderNumber: "5-5" });
    await makeBuyer(sellerId, "Борис");
    expect(await preview(admin, { template: "{product}" })).toMatchObject({
      too_long: 1,
      empty: 1,
      missing: { product: 1 },
      push_cost_rub: 2,
      approval_needed: false,
    });
  });

  test("shows every variant among ten samples, in the order of turns", async () => {
    for (let buyer = 0; buyer < 12; buyer++) await makeBuyer(sellerId, "Анна");
    const variants = [
      { template: "Раз", share: 99 },
      { template: "Два", share: 1 },
    ];
    const { samples, checked } = await preview(admin, { variants });
    expect([samples.length, checked]).toEqual([10, 12]);
    expect(samples.slice(0, 3).map((sample) => [sample.variant, sample.text])).toEqual([
      ["A", "Раз"],
      ["B", "Два"],
      ["A", "Раз"],
    ]);
  });

  test("of a message about orders counts for the cap what was told of orders alone", async () => {
    const chatId = await makeBuyer(sellerId, "Анна");
    await makeEarlier(sellerId, chatId);
    const given = { template: "Заказ ждёт вас", order_events: ["pick_up"] };
    expect(await preview(admin, given)).toMatchObject({ audience_count: 1, excluded: {} });
    await makeEarlier(sellerId, chatId, { onceKey: "1-1:shipped" });
    expect(await preview(admin, given)).toMatchObject({ audience_count: 0, excluded: { frequency_cap: 1 } });
  });

  test("of nobody is no error: its numbers say so", async () => {
    expect(await preview(admin)).toMatchObject({
      audience_count: 0,
      samples: [],
      checked: 0,
      push_cost_rub: 0,
    });
  });

  test("is refused for what can never be sent", async () => {
    const lead = await makeSupervisor();
    expect(await refusalOf(preview(admin, { template: "{цена}" }))).toEqual({
      code: "template_unknown_variable",
      details: { names: ["цена"] },
    });
    expect(await codeOf(preview(admin, { rate_limit: 51 }))).toBe("rate_too_high");
    expect(await codeOf(preview(admin, { schedule_at: "2020-01-01T00:00:00Z" }))).toBe("schedule_in_past");
    expect(await codeOf(preview(lead))).toBe("not_allowed");
    expect(await codeOf(preview(await makeOperator([])))).toBe("not_found");
    await db().seller.update({ where: { id: sellerId }, data: { status: "paused" } });
    expect(await codeOf(preview(admin))).toBe("seller_not_active");
  });
});
