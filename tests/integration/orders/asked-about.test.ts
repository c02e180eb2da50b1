import { beforeAll, expect, test } from "vitest";
import { ingestMessages } from "@/lib/chats/ingest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { IncomingMessage } from "@/lib/marketplaces/ports";
import { readChatOrders } from "@/lib/orders/chat-orders";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

test("beside a chat stands the product that the newest message of the buyer names", async () => {
  const [sellerId, elsewhere] = [await makeStoredSeller(), await makeStoredSeller()];
  const chatId = await makeStoredChat(sellerId, { externalId: "chat" });
  const say = (id: string, minute: number, more: Partial<IncomingMessage> = {}) => {
    const message: IncomingMessage = {
      ...{ chatExternalId: "chat", externalId: id, text: "Есть в наличии?", isRead: null, attachments: [] },
      author: { type: "buyer", externalId: "b", name: null },
      createdAt: new Date(Date.UTC(2026, 10, 1, 10, minute)),
      ...{ orderNumber: null, sku: null },
      ...more,
    };
    // no audit: as a poll takes it in.
    return inTransaction((tx) =>
      ingestMessages(tx, {
        ...{ sellerId, chatIds: new Map([["chat", chatId]]), messages: [message] },
        ...{ replyWindowHours: null, loudness: "live" },
      }),
    );
  };
  const asked = async () => (await readChatOrders({ actor: admin.actor, chatId })).asked_about;
  await say("1", 1);
  expect(await asked()).toBeNull();
  const product = { sellerId, currency: "RUB" };
  await db().product.createMany({
    data: [
      {
        ...product,
        offerId: "PLAID",
        sku: "501",
        name: "Плед",
        price: "1990.00",
        pictures: ["https://x/1.jpg"],
      },
      { ...product, offerId: "LAMP", sku: "502", name: "Лампа" },
      { ...product, sellerId: elsewhere, offerId: "OTHER", sku: "501", name: "Чужое" },
    ],
  });
  await db().stock.create({
    data: {
      ...{ sellerId, source: "products", offerId: "PLAID", scheme: "fbs", free: 7 },
      passId: "00000000-0000-7000-8000-000000000000",
    },
  });
  await say("2", 2, { sku: "501" });
  await say("3", 3); // "And when?"
  await say("4", 4, { author: { type: "seller", externalId: "s", name: null }, sku: "502" });
  expect(await asked()).toMatchObject({ offer_id: "PLAID", name: "Плед", price: "1990.00", free: 7 });
  expect((await asked())?.picture).toMatch(/^\/api\/products\/.+\/picture$/);
  // A history names what a feed left out.
  await say("3", 3, { sku: "502", text: "" });
  expect(await asked()).toMatchObject({ offer_id: "LAMP", price: null, free: 0, seen_at: null });
  expect(await db().message.findFirst({ where: { externalId: "3" } })).toMatchObject({
    text: "Есть в наличии?",
  });
  await say("5", 5, { sku: "999" });
  expect(await asked()).toBeNull();
});
