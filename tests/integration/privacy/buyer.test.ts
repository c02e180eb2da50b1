import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { backfillSeller } from "@/lib/chats/backfill";
import { checkOrders } from "@/lib/chats/check-orders";
import { deliverChat } from "@/lib/chats/deliver";
import { addNote } from "@/lib/chats/notes";
import { searchMessages } from "@/lib/chats/search-messages";
import { queueReply } from "@/lib/chats/send";
import { syncSeller } from "@/lib/chats/sync";
import { takeRing } from "@/lib/chats/take-ring";
import { db } from "@/lib/db/client";
import { onlyOnce } from "@/lib/http/idempotency";
import { eraseBuyer } from "@/lib/privacy/erase-buyer";
import { exportBuyer } from "@/lib/privacy/export-buyer";
import { connectSeller } from "@/lib/sellers/connect-seller";
import type { Dialect } from "../../../sandbox/model";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, makeOperator, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { makePostingFacts } from "../../support/posting-facts";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater, readMessages } from "../../support/stored";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])("in $dialect", ({ dialect }) => {
  test("what was erased never comes in again: by poll, by a deep one, by a ring, by a backfill", async () => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
    await syncSeller(seller.id);
    const said = await seller.say(["Меня зовут Аделаида Кругосветова", "мой телефон зелёный"]);
    await pollLater(seller.id);
    const chatId = await findChatId(database, seller.id, said.chatId);
    await db().chat.update({ where: { id: chatId }, data: { buyerName: "Аделаида Кругосветова" } });
    await addNote({ actor: admin.actor, chatId, text: "Аделаида Кругосветова звонила" });
    await queueReply({ actor: admin.actor, chatId, text: "Здравствуйте, Аделаида Кругосветова" });
    expect(await findInDatabase(database, "Кругосветова")).not.toEqual([]);

    const gone = await eraseBuyer({ actor: admin.actor, chatId, confirm: " Аделаида Кругосветова " });
    expect(gone).toEqual({ chats: 1, messages: 3 });
    const expectGone = async () => {
      expect(await readMessages(database, seller.id, said.chatId)).toEqual([]);
      expect(await findInDatabase(database, "Кругосветова")).toEqual([]);
      const chat = await db().chat.findUniqueOrThrow({ where: { id: chatId } });
      expect(chat).toMatchObject({
        buyerName: null,
        lastMessagePreview: null,
        unreadCount: 0,
        status: "closed",
      });
    };
    await expectGone();
    await pollLater(seller.id);
    await expectGone();
    await db().syncState.update({
      where: { sellerId: seller.id },
      data: { deepSyncedAt: null, cursor: null as never },
    });
    await db().chat.update({
      where: { id: chatId },
      data: { needsSync: true, syncDueAt: new Date(0), announcedExternalId: null },
    });
    await pollLater(seller.id);
    await expectGone();
    const ring = { sellerId: seller.id, chatExternalId: said.chatId, messageExternalIds: said.messageIds };
    expect(await takeRing(ring)).toBe("shown");
    await expectGone();
    await db().syncState.update({
      where: { sellerId: seller.id },
      data: { backfillPhase: "listing", backfillCursor: null as never },
    });
    await db().chat.updateMany({
      where: { id: chatId },
      data: { isBackfilled: false, syncedExternalId: null, erasedExternalId: null },
    });
    while ((await backfillSeller(seller.id)) === "more");
    await expectGone();

    // Who writes again is a buyer like any other, with what they write from now on.
    await sandbox().say({
      client_id: seller.account.client_id,
      chat_id: said.chatId,
      texts: ["я снова здесь"],
    });
    await pollLater(seller.id);
    expect((await readMessages(database, seller.id, said.chatId)).map((message) => message.text)).toEqual([
      "я снова здесь",
    ]);
    const chat = await db().chat.findUniqueOrThrow({ where: { id: chatId } });
    expect(chat).toMatchObject({ status: "open", lastMessagePreview: "я снова здесь" });
  });
});

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])("in $dialect", ({ dialect }) => {
  test("a reply that left just before does not come back by the history; what is said afterwards does", async () => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
    await syncSeller(seller.id);
    const said = await seller.say(["Где мой заказ?"]);
    await pollLater(seller.id);
    const chatId = await findChatId(database, seller.id, said.chatId);
    await queueReply({ actor: admin.actor, chatId, text: "Здравствуйте, Харитон Забываев" });
    await deliverChat(chatId);
    await eraseBuyer({ actor: admin.actor, chatId, confirm: await nameOf(chatId) });
    await pollLater(seller.id);
    const ring = { sellerId: seller.id, chatExternalId: said.chatId, messageExternalIds: [] };
    await takeRing(ring);
    expect(await findInDatabase(database, "Забываев")).toEqual([]);

    resetClock();
    await queueReply({ actor: admin.actor, chatId, text: "Ваши данные удалены" });
    await deliverChat(chatId);
    const { client_id } = seller.account;
    await sandbox().say({ client_id, chat_id: said.chatId, texts: ["спасибо"] });
    await pollLater(seller.id);
    await takeRing(ring);
    const texts = (await readMessages(database, seller.id, said.chatId)).map((message) => message.text);
    expect(texts.sort()).toEqual(["Ваши данные удалены", "спасибо"]);
    const [reply] = await db().message.findMany({ where: { chatId, direction: "outbound" } });
    expect(reply).toMatchObject({ status: "sent", externalId: expect.any(String) });
  });
});

async function nameOf(chatId: string): Promise<string> {
  return (await db().chat.findUniqueOrThrow({ where: { id: chatId } })).buyerName ?? chatId;
}

test("all chats of the same writer at the seller go and are exported, and nobody else's", async () => {
  const [sellerId, elsewhere] = [await makeStoredSeller(), await makeStoredSeller()];
  const make = async (seller: string, author: string, text: string) => {
    const chatId = await makeStoredChat(seller, {
      buyerName: "Пётр",
      orderNumber: "77-1",
      lastMessageAt: new Date(),
    });
    const id = await makeStoredMessage({ sellerId: seller, chatId }, { text, hasFile: true });
    await db().message.update({ where: { id }, data: { authorId: author } });
    return chatId;
  };
  const mine = await make(sellerId, "b-1", "первое");
  const other = await make(sellerId, "b-1", "второе");
  const strange = await make(sellerId, "b-2", "третье");
  const foreign = await make(elsewhere, "b-1", "четвёртое");
  await db().posting.create({
    data: {
      sellerId,
      postingNumber: "77-1-1",
      orderNumber: "77-1",
      status: "delivered",
      state: "delivered",
      buyerName: "Пётр",
    },
  });
  const file = JSON.stringify(await exportBuyer({ actor: admin.actor, chatId: mine }));
  for (const word of ["первое", "второе", "same_author", "77-1-1"]) expect(file).toContain(word);
  for (const word of ["третье", "четвёртое"]) expect(file).not.toContain(word);

  await expect(eraseBuyer({ actor: admin.actor, chatId: mine, confirm: "Иван" })).rejects.toMatchObject({
    code: "confirmation_wrong",
  });
  expect(await eraseBuyer({ actor: admin.actor, chatId: mine, confirm: "Пётр" })).toEqual({
    chats: 2,
    messages: 2,
  });
  const left = await db().message.findMany({
    select: { chatId: true },
    where: { chatId: { in: [mine, other, strange, foreign] } },
  });
  expect(left.map((row) => row.chatId).sort()).toEqual([strange, foreign].sort());
  expect((await db().posting.findFirstOrThrow({ where: { sellerId } })).buyerName).toBeNull();
  const events = await database.query<{ subject_id: string }>(
    "SELECT subject_id FROM events WHERE name = 'chat.updated'",
  );
  expect(events.map((event) => event.subject_id)).toEqual(expect.arrayContaining([mine, other]));
  const found = await searchMessages({ actor: admin.actor, filters: { q: "первое" }, limit: 10 });
  expect(found.items).toEqual([]);
  const entries = await database.query<{ action: string; entry: string }>(
    "SELECT action, row_to_json(a)::text AS entry FROM audit_log a WHERE action LIKE 'buyer.%' AND seller_id = $1 ORDER BY id",
    [sellerId],
  );
  expect(entries.map((entry) => entry.action)).toEqual(["buyer.exported", "buyer.erased"]);
  for (const { entry } of entries) expect(entry).not.toContain("Пётр");
});

test("words that went elsewhere by themselves go too: answers kept for repeats, deliveries to outside", async () => {
  const sellerId = await makeStoredSeller();
  const [chatId, other] = [await makeStoredChat(sellerId, {}), await makeStoredChat(sellerId, {})];
  const messageOf = (chat: string) => ({ id: "m", chat_id: chat, text: "слово", attachments: [] });
  const ask = (chat: string, noun: "message" | "note") =>
    onlyOnce({ actorId: admin.user.id, key: `${noun} ${chat}`, route: "POST", body: {} }, async () => ({
      status: 201,
      body: { [noun]: messageOf(chat) },
    }));
  const hook = await db().outgoingWebhook.create({
    data: { name: "x", url: "https://example.ru", secret: "x", events: [] },
  });
  for (const chat of [chatId, other]) {
    await ask(chat, "message");
    await ask(chat, "note");
    for (const data of [{ message: messageOf(chat) }, { chat: { id: chat, last_message_preview: "слово" } }])
      await db().outgoingDelivery.create({
        data: { webhookId: hook.id, event: "x", sellerId, payload: { type: "x", timestamp: "x", data } },
      });
  }
  await eraseBuyer({ actor: admin.actor, chatId, confirm: chatId });
  for (const noun of ["message", "note"] as const) {
    expect(await ask(chatId, noun)).toMatchObject({ status: 201, body: { [noun]: { id: "m", text: "" } } });
    expect(await ask(other, noun)).toMatchObject({ body: { [noun]: { text: "слово" } } });
  }
  const left = await db().outgoingDelivery.findMany({ where: { webhookId: hook.id } });
  expect(left).toHaveLength(2);
  expect(JSON.stringify(left)).not.toContain(chatId);
});

test("an order that was being asked about while its buyer was erased brings the name nowhere", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const chatId = await makeStoredChat(seller.id, { orderNumber: "88-1", lastMessageAt: new Date() });
  const marketplace = await connectSeller({ sellerId: seller.id, lane: "poll" });
  if (marketplace.orders === undefined) throw new Error("an account without orders");
  await checkOrders(seller.id, {
    ...marketplace,
    orders: {
      ...marketplace.orders,
      findPostings: async () => {
        await eraseBuyer({ actor: admin.actor, chatId, confirm: chatId });
        return [makePostingFacts({ orderNumber: "88-1", buyerName: "Аркадий Поздний" })];
      },
    },
  });
  expect(await findInDatabase(database, "Поздний")).toEqual([]);
  expect(await db().chat.findUniqueOrThrow({ where: { id: chatId } })).toMatchObject({
    buyerName: null,
    orderCheckedNumber: null,
  });
});

test("a chat of which no name is known is confirmed by its id; foreign ones do not exist", async () => {
  const sellerId = await makeStoredSeller();
  const chatId = await makeStoredChat(sellerId, {});
  const stranger = await makeOperator([]);
  await expect(eraseBuyer({ actor: stranger.actor, chatId, confirm: chatId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(exportBuyer({ actor: stranger.actor, chatId })).rejects.toMatchObject({ code: "not_found" });
  await expect(eraseBuyer({ actor: admin.actor, chatId, confirm: "" })).rejects.toMatchObject({
    code: "confirmation_wrong",
  });
  expect(await eraseBuyer({ actor: admin.actor, chatId, confirm: chatId })).toEqual({
    chats: 1,
    messages: 0,
  });
});
