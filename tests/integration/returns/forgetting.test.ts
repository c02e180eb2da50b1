import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { ReturnFacts } from "@/lib/marketplaces/return-port";
import { eraseBuyer } from "@/lib/privacy/erase-buyer";
import { exportBuyer } from "@/lib/privacy/export-buyer";
import { storeReturns } from "@/lib/returns/store-returns";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

const NAME = "Аделаида Кругосветова";

function request(externalId: string, orderNumber: string, rest: Partial<ReturnFacts> = {}): ReturnFacts {
  return {
    kind: "request",
    externalId,
    number: `RET-${externalId}`,
    scheme: "rfbs",
    postingNumber: `${orderNumber}-1`,
    orderNumber,
    buyerName: NAME,
    state: "asked",
    isOpen: true,
    status: "New",
    statusName: "Новая",
    moneyState: null,
    type: null,
    reason: "Брак",
    comment: `Мне, ${NAME}, прислали не то`,
    offerId: null,
    sku: null,
    productName: "Плед",
    quantity: 1,
    price: "1990.00",
    currency: "RUB",
    place: null,
    targetPlace: null,
    compensation: null,
    photos: ["https://cdn1.ozone.ru/a.jpg"],
    acts: [],
    rejections: [],
    createdAt: new Date("2026-11-01T00:00:00Z"),
    changedAt: null,
    ...rest,
  };
}

test("an erased buyer's returns keep their facts without name, words and pictures, whatever comes in later", async () => {
  const sellerId = await makeStoredSeller("Дом");
  const numbers = { orderNumber: "7001-0001", postingNumber: "7001-0001-1" };
  const chatId = await makeStoredChat(sellerId, { buyerName: NAME, ...numbers });
  await db().posting.create({
    data: {
      sellerId,
      ...numbers,
      status: "delivered",
      state: "delivered",
      stage: "delivered",
      buyerName: NAME,
    },
  });
  const store = (...returns: ReturnFacts[]) => inTransaction((tx) => storeReturns(tx, { sellerId, returns }));
  await store(
    request("1", "7001-0001"),
    request("2", "9009-0001", { buyerName: "Борис", comment: "Другой" }),
  );
  expect(await exportBuyer({ actor: admin.actor, chatId })).toMatchObject({
    returns: [{ number: "RET-1", buyer_name: NAME, comment: `Мне, ${NAME}, прислали не то`, photos: 1 }],
  });
  await eraseBuyer({ actor: admin.actor, chatId, confirm: NAME });
  await store(request("1", "7001-0001"), request("3", "7001-0001"));
  const rows = await db().return.findMany({ where: { sellerId }, orderBy: { externalId: "asc" } });
  const forgotten = { isAnonymous: true, buyerName: null, comment: null, photos: [], productName: "Плед" };
  expect(rows).toMatchObject([
    forgotten,
    { isAnonymous: false, buyerName: "Борис", comment: "Другой" },
    forgotten,
  ]);
  expect(await findInDatabase(database, "Кругосветова")).toEqual([]);
});

test("a list that tells less takes nothing away, and a new state takes back what was offered", async () => {
  const sellerId = await makeStoredSeller("Обувь");
  const acts = [{ id: "1000", name: "Согласовать", needs: [], means: "accept" as const }];
  const store = (facts: ReturnFacts) =>
    inTransaction((tx) => storeReturns(tx, { sellerId, returns: [facts] }));
  const find = () => db().return.findFirstOrThrow({ where: { sellerId, externalId: "5" } });
  const listed = { acts: null, rejections: null, comment: null, reason: null, photos: [] };
  await store(request("5", "5005-0001", { acts }));
  await store(request("5", "5005-0001", listed));
  expect(await find()).toMatchObject({
    reason: "Брак",
    actions: acts,
    photos: ["https://cdn1.ozone.ru/a.jpg"],
  });
  expect((await find()).detailedAt).not.toBeNull();
  await store(request("5", "5005-0001", { ...listed, status: "Approved", state: "approved" }));
  expect(await find()).toMatchObject({ reason: "Брак", actions: [], detailedAt: null, state: "approved" });
});
