import { expect, test } from "vitest";
import { listAudienceChoices } from "@/lib/broadcasts/audience-choices";
import { quietUntil, reasonAtSending } from "@/lib/broadcasts/exclusion";
import { fixAudience } from "@/lib/broadcasts/fix-audience";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";
import {
  daysAgo,
  hoursAgo,
  inHours,
  makeBroadcast,
  makeBuyer,
  makeEarlier,
  makePosting,
} from "./audience-world";

ownDatabase();

const EVENING = new Date("2030-01-15T17:30:00Z"); // 20:30 in Moscow, 19:30 in Kaliningrad
const MORNING = new Date("2030-01-16T07:00:00Z"); // 10:00 in Moscow
const late = {
  writableUntil: new Date("2030-02-01T00:00:00Z"),
  buyerLastAt: new Date("2030-01-15T10:00:00Z"),
};

const fix = (broadcastId: string, at = new Date()) =>
  inTransaction(async (tx) =>
    fixAudience(tx, await tx.sql.broadcast.findUniqueOrThrow({ where: { id: broadcastId } }), at),
  );
async function recipientsOf(broadcastId: string) {
  const rows = await db().broadcastRecipient.findMany({
    where: { broadcastId },
    orderBy: { position: "asc" },
  });
  const chats = await db().chat.findMany({ where: { id: { in: rows.map((row) => row.chatId) } } });
  return rows.map((row) => ({ ...row, name: chats.find((chat) => chat.id === row.chatId)?.buyerName }));
}
async function reasonFor(
  chatId: string,
  broadcast: { id: string; sellerId: string; kind?: string; quietHours?: string; frequencyCap?: string },
  at = new Date(),
) {
  const { buyerKey } = await db().chat.findUniqueOrThrow({ where: { id: chatId } });
  const choices = { kind: "once", quietHours: "ignore", frequencyCap: "respect", ...broadcast };
  return inTransaction((tx) => reasonAtSending(tx, { broadcast: choices, chatId, buyerKey, at }));
}

test("recipients are written down in the order of their turn, those in quiet hours due when these end", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "Москва", { ...late, buyerKey: "1" });
  await makeBuyer(sellerId, "Калининград", {
    ...late,
    orderNumber: "1",
    writableUntil: new Date("2030-01-20T00:00:00Z"),
  });
  await makePosting(sellerId, "1", { timeZone: "Europe/Kaliningrad" });
  await makeBuyer(sellerId, "ждёт", { ...late, waitingSince: hoursAgo(1) });
  await makeBuyer(sellerId, "не та", { ...late, language: "kk" });
  const id = await makeBroadcast(sellerId, { filters: { languages: ["ru"] } });
  expect(await fix(id, EVENING)).toEqual({ audience: 2, excluded: { open_question: 1 } });
  expect(await recipientsOf(id)).toMatchObject([
    { name: "Калининград", position: 0, dueAt: null, status: "pending", onceKey: "", variant: "A", sellerId },
    { name: "Москва", position: 1, dueAt: MORNING, buyerKey: "1" },
  ]);
});

test("an audience that is fixed twice is fixed once", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "раз");
  const id = await makeBroadcast(sellerId, { quietHours: "ignore" });
  expect((await fix(id)).audience).toBe(1);
  expect((await fix(id)).audience).toBe(0);
  expect(await recipientsOf(id)).toHaveLength(1);
});

test("variants are drawn by their shares to the last recipient, not by turn", async () => {
  const sellerId = await makeStoredSeller();
  for (let n = 0; n < 40; n++) await makeBuyer(sellerId, `${n}`, { buyerLastAt: hoursAgo(n) });
  const variants = [
    { key: "A", template: "А", share: 50 },
    { key: "B", template: "Б", share: 25 },
    { key: "C", template: "В", share: 25 },
  ];
  const drawn = async () => {
    const id = await makeBroadcast(sellerId, { quietHours: "ignore", variants });
    await fix(id);
    return (await recipientsOf(id)).map((row) => row.variant).join("");
  };
  const [first, second] = [await drawn(), await drawn()];
  expect([...first].sort().join("")).toBe("A".repeat(20) + "B".repeat(10) + "C".repeat(10));
  expect(first).not.toMatch(/^A{20}/);
  expect(second).not.toBe(first);
});

test("right before sending each reason is asked again, in the same order", async () => {
  const sellerId = await makeStoredSeller();
  const id = await makeBroadcast(sellerId);
  const own = { id, sellerId };
  const free = await makeBuyer(sellerId, "можно", { buyerKey: "1" });
  await makeBuyer(sellerId, "второй чат", { buyerKey: "1", buyerLastAt: new Date() });
  expect(await reasonFor(free, own)).toBeNull();
  const asked = await makeBuyer(sellerId, "просил", { tags: ["не писать"], waitingSince: hoursAgo(1) });
  expect(await reasonFor(asked, own)).toBe("opted_out");
  const over = await makeBuyer(sellerId, "поздно", { writableUntil: hoursAgo(1), waitingSince: hoursAgo(1) });
  expect(await reasonFor(over, own)).toBe("not_writable");
  expect(await reasonFor(await makeBuyer(sellerId, "ждёт", { waitingSince: hoursAgo(1) }), own)).toBe(
    "open_question",
  );
  await db().optOut.create({ data: { sellerId, chatId: free, source: "person" } });
  const twin = await makeBuyer(sellerId, "того же", { buyerKey: "1" });
  expect(await reasonFor(twin, own)).toBe("opted_out");
  const shell = await makeBuyer(sellerId, "забыт", { erasedAt: daysAgo(1), buyerLastAt: null });
  expect(await reasonFor(shell, own)).toBe("not_writable");
});

test("the cap counts other broadcasts, not the one that asks; messages about orders have one of their own", async () => {
  const sellerId = await makeStoredSeller();
  const chatId = await makeBuyer(sellerId, "получил", { buyerKey: "1" });
  const id = await makeEarlier(sellerId, chatId, { buyerKey: "1", status: "sending" });
  const other = { id: await makeBroadcast(sellerId), sellerId };
  expect(await reasonFor(chatId, { id, sellerId })).toBeNull();
  expect(await reasonFor(chatId, other)).toBe("frequency_cap");
  expect(await reasonFor(chatId, { ...other, frequencyCap: "ignore" })).toBeNull();
  const about = { id: await makeBroadcast(sellerId, { kind: "order" }), sellerId, kind: "order" };
  expect(await reasonFor(chatId, about)).toBeNull();
  await makeEarlier(sellerId, chatId, { broadcastId: about.id, onceKey: "1-1:shipped", buyerKey: "1" });
  expect(await reasonFor(chatId, about)).toBe("frequency_cap");
  expect(await reasonFor(await makeBuyer(sellerId, "тот же", { buyerKey: "1" }), about)).toBe(
    "frequency_cap",
  );
});

test("quiet hours hold at the moment of sending, and tell when they end", async () => {
  const sellerId = await makeStoredSeller();
  const chatId = await makeBuyer(sellerId, "Москва", late);
  const broadcast = { id: await makeBroadcast(sellerId), sellerId, quietHours: "respect" };
  expect(await reasonFor(chatId, broadcast, EVENING)).toBe("quiet_hours");
  expect(await quietUntil(db(), { sellerId, chatId, at: EVENING })).toEqual(MORNING);
  expect(await reasonFor(chatId, broadcast, MORNING)).toBeNull();
  expect(await quietUntil(db(), { sellerId, chatId, at: MORNING })).toBeNull();
  expect(await reasonFor(chatId, { ...broadcast, quietHours: "ignore" }, EVENING)).toBeNull();
});

test("filters are chosen from what occurs at the seller", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "раз", { language: "kk", writableUntil: inHours(1) });
  await makeBuyer(sellerId, "два", { language: "ru" });
  await makePosting(sellerId, "1", { offers: ["ПЛЕД-1", "МЫЛО-3"] });
  await makePosting(sellerId, "2", { offers: ["ПЛЕД-1"] });
  await db().product.create({ data: { sellerId, offerId: "ПЛЕД-1", name: "Плед", category: "Пледы" } });
  await db().product.create({
    data: { sellerId: await makeStoredSeller(), offerId: "X", category: "Чужое" },
  });
  const choices = await listAudienceChoices({ actor: nobody, sellerId });
  expect(choices).toMatchObject({
    products: [
      { offer_id: "ПЛЕД-1", name: "Плед" },
      { offer_id: "МЫЛО-3", name: "МЫЛО-3" },
    ],
    categories: ["Пледы"],
    languages: ["ru", "kk"],
    max_rate: 50,
    usual_rate: 10,
    text_max_chars: 1000,
    has_windows: true,
    has_orders: true,
  });
});
