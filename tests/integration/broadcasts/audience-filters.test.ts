import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { AudienceFilters } from "@/lib/wire/audience";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";
import { daysAgo, makeBuyer, makeEarlier, makePosting, namesMatching } from "./audience-world";

ownDatabase();

/** What each filter is asked about; everybody is a buyer of the one seller, but for the marketplace itself. */
describe("of the chat", () => {
  let sellerId: string;
  beforeAll(async () => {
    sellerId = await makeStoredSeller();
    await makeBuyer(sellerId, "давно", {
      buyerLastAt: daysAgo(40),
      lastMessageAt: daysAgo(1),
      writableUntil: daysAgo(38),
    });
    await makeBuyer(sellerId, "недавно", {
      buyerLastAt: daysAgo(5),
      lastMessageAt: daysAgo(5),
      unreadCount: 3,
    });
    await makeBuyer(sellerId, "молчит", { buyerLastAt: null, lastMessageAt: daysAgo(40), language: null });
    await makeBuyer(sellerId, "закрыт", { status: "closed", tags: ["VIP", "возврат"] });
    await makeBuyer(sellerId, "казах", { language: "kk", tags: ["VIP"] });
    await makeBuyer(sellerId, "площадка", { kind: "marketplace" });
    await makeBuyer(sellerId, "забыт", {
      erasedAt: daysAgo(1),
      buyerLastAt: null,
      lastMessageAt: daysAgo(1),
    });
    await makeBuyer(await makeStoredSeller("Другой"), "чужой");
  });

  test.each<{ filters: AudienceFilters; names: string[] }>([
    { filters: {}, names: ["давно", "закрыт", "казах", "молчит", "недавно"] },
    { filters: { last_message_days_ago: 30 }, names: ["давно", "молчит"] },
    { filters: { last_message_days_at_most: 4 }, names: ["закрыт", "казах"] },
    { filters: { last_message_days_ago: 4, last_message_days_at_most: 30 }, names: ["недавно"] },
    { filters: { unread_count: 0 }, names: ["давно", "закрыт", "казах", "молчит"] },
    { filters: { unread_count: 3 }, names: ["давно", "закрыт", "казах", "молчит", "недавно"] },
    { filters: { status: "closed" }, names: ["закрыт"] },
    { filters: { status: "open" }, names: ["давно", "казах", "молчит", "недавно"] },
    { filters: { tags: ["VIP", "нет такого"] }, names: ["закрыт", "казах"] },
    { filters: { tags: ["vip"] }, names: [] },
    { filters: { tags: ["VIP"], tags_none: ["возврат"] }, names: ["казах"] },
    { filters: { tags_none: ["VIP"] }, names: ["давно", "молчит", "недавно"] },
    { filters: { languages: ["kk", "en"] }, names: ["казах"] },
    { filters: { languages: ["ru"], unread_count: 0, last_message_days_ago: 30 }, names: ["давно"] },
  ])("$filters holds for $names", async ({ filters, names }) => {
    expect(await namesMatching(sellerId, filters)).toEqual(names);
  });
});

describe("of the order", () => {
  let sellerId: string;
  beforeAll(async () => {
    sellerId = await makeStoredSeller();
    const other = await makeStoredSeller("Другой");
    await makeBuyer(sellerId, "в пути", { orderNumber: "1" });
    await makePosting(sellerId, "1", { stage: "shipped", orderedAt: daysAgo(3), offers: ["ПЛЕД-1"] });
    await makeBuyer(sellerId, "две посылки", { orderNumber: "2" });
    await makePosting(sellerId, "2", { stage: "cancelled", orderedAt: daysAgo(20), offers: ["ЧАЙНИК-7"] });
    await makePosting(sellerId, "2", {
      postingNumber: "2-2",
      stage: "delivered",
      orderedAt: daysAgo(20),
      offers: ["ПЛЕД-1", "МЫЛО-3"],
    });
    await makeBuyer(sellerId, "без заказа");
    await makeBuyer(sellerId, "неизвестен", { orderNumber: "3" });
    await makePosting(other, "3", { stage: "shipped", orderedAt: daysAgo(3), offers: ["ПЛЕД-1"] });
    for (const [owner, offerId, category] of [
      [sellerId, "ПЛЕД-1", "Пледы"],
      [sellerId, "ЧАЙНИК-7", "Кухня"],
      [other, "МЫЛО-3", "Ванная"],
    ] as const)
      await db().product.create({ data: { sellerId: owner, offerId, category } });
  });

  test.each<{ filters: AudienceFilters; names: string[] }>([
    { filters: { order_stages: ["shipped", "pick_up"] }, names: ["в пути"] },
    { filters: { order_stages: ["cancelled"] }, names: ["две посылки"] },
    { filters: { ordered_days_ago: 10 }, names: ["две посылки"] },
    { filters: { ordered_days_at_most: 10 }, names: ["в пути"] },
    { filters: { offer_ids: ["ПЛЕД-1"] }, names: ["в пути", "две посылки"] },
    { filters: { offer_ids: ["МЫЛО-3", "ЧАЙНИК-7"] }, names: ["две посылки"] },
    { filters: { offer_ids: ["плед-1"] }, names: [] },
    { filters: { categories: ["Кухня"] }, names: ["две посылки"] },
    { filters: { categories: ["Пледы", "Ванная"] }, names: ["в пути", "две посылки"] },
    { filters: { categories: ["Ванная"] }, names: [] },
    // Of one and the same posting: the kettle came back, it was the blanket that was delivered.
    { filters: { offer_ids: ["ЧАЙНИК-7"], order_stages: ["delivered"] }, names: [] },
    { filters: { offer_ids: ["ПЛЕД-1"], order_stages: ["delivered"] }, names: ["две посылки"] },
  ])("$filters holds for $names", async ({ filters, names }) => {
    expect(await namesMatching(sellerId, filters)).toEqual(names);
  });
});

describe("of the buyer", () => {
  let sellerId: string;
  beforeAll(async () => {
    sellerId = await makeStoredSeller();
    const other = await makeStoredSeller("Другой");
    await makeBuyer(sellerId, "два заказа, раз", { buyerKey: "11", orderNumber: "1" });
    await makeBuyer(sellerId, "два заказа, два", { buyerKey: "11", orderNumber: "2" });
    await makeBuyer(sellerId, "один заказ, раз", { buyerKey: "12", orderNumber: "3" });
    await makeBuyer(sellerId, "один заказ, два", { buyerKey: "12", orderNumber: "3" });
    await makeBuyer(sellerId, "два чата, раз", { buyerKey: "13" });
    await makeBuyer(sellerId, "два чата, два", { buyerKey: "13" });
    await makeBuyer(sellerId, "один чат", { buyerKey: "14" });
    await makeBuyer(sellerId, "и там", { buyerKey: "15", orderNumber: "4" });
    await makeBuyer(other, "и здесь", { buyerKey: "15", orderNumber: "5" });
    await makeBuyer(sellerId, "по отправлениям", { buyerKey: "16", orderNumber: "6" });
    await makePosting(sellerId, "6", { buyerKey: "c6" });
    await makePosting(sellerId, "7", { buyerKey: "c6" });
    await makeBuyer(sellerId, "без ключа", { orderNumber: "8" });
    await makePosting(sellerId, "8", { buyerKey: "c8" });
    await makePosting(sellerId, "9", { buyerKey: "c8" });
    await makeBuyer(sellerId, "никто");
  });

  test("repeat: two orders by chats or by postings; where no order is known, two chats", async () => {
    expect(await namesMatching(sellerId, { customer_type: "repeat" })).toEqual([
      "без ключа",
      "два заказа, два",
      "два заказа, раз",
      "два чата, два",
      "два чата, раз",
      "по отправлениям",
    ]);
  });

  test("new: all the others", async () => {
    expect(await namesMatching(sellerId, { customer_type: "new" })).toEqual([
      "и там",
      "никто",
      "один заказ, два",
      "один заказ, раз",
      "один чат",
    ]);
  });
});

describe("of earlier broadcasts", () => {
  let sellerId: string;
  beforeAll(async () => {
    sellerId = await makeStoredSeller();
    const answered = await makeBuyer(sellerId, "ответил", { buyerKey: "21" });
    await makeEarlier(sellerId, answered, { sentAt: daysAgo(90), repliedAt: daysAgo(89), buyerKey: "21" });
    await makeEarlier(sellerId, answered, { sentAt: daysAgo(50), buyerKey: "21" });
    await makeBuyer(sellerId, "его второй чат", { buyerKey: "21" });
    await makeEarlier(sellerId, await makeBuyer(sellerId, "промолчал"), { sentAt: daysAgo(90) });
    await makeEarlier(sellerId, await makeBuyer(sellerId, "не дошло"), {
      sentAt: daysAgo(90),
      status: "failed",
    });
    await makeEarlier(sellerId, await makeBuyer(sellerId, "пропущен"), { sentAt: null, status: "skipped" });
    await makeBuyer(sellerId, "ничего");
  });

  test.each<{ earlier: AudienceFilters["earlier_broadcast"]; names: string[] }>([
    { earlier: "answered", names: ["его второй чат", "ответил"] },
    { earlier: "not_answered", names: ["промолчал"] },
    { earlier: "none", names: ["не дошло", "ничего", "пропущен"] },
  ])("$earlier holds for $names", async ({ earlier, names }) => {
    expect(await namesMatching(sellerId, { earlier_broadcast: earlier })).toEqual(names);
  });
});
