import { afterEach, beforeAll, expect, test } from "vitest";
import { listChats } from "@/lib/chats/list";
import { syncSeller } from "@/lib/chats/sync";
import type { Quirks } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { expectWhole, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

const connect = async (quirks: Partial<Quirks> = {}) => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", seed: { quirks } });
  await syncSeller(seller.id);
  return seller;
};
const chatsOf = (sellerId: string, kind: "buyer" | "marketplace") =>
  listChats({ actor: admin.actor, filters: { seller_id: sellerId, kind, status: "open" }, limit: 100 });

test("a message the list announces before the history has it is waited for", async () => {
  const seller = await connect();
  const { chatId } = await seller.say("раз");
  await pollLater(seller.id);
  await sandbox().setFault({
    kind: "history_lag",
    client_id: seller.account.client_id,
    calls: 2,
    times: 1,
  });
  await seller.say("два", { chat_id: chatId });
  await pollLater(seller.id);
  expect(await readMessages(database, seller.id, chatId)).toHaveLength(1);
  for (let poll = 0; poll < 3; poll++) await pollLater(seller.id);
  await expectWhole(database, sandbox(), seller);
  const [chat] = await database.query<{ needs_sync: boolean }>(
    "SELECT needs_sync FROM chats WHERE seller_id = $1",
    [seller.id],
  );
  expect(chat).toEqual({ needs_sync: false });
});

test("a list that refuses its own cursor, or gives the same one again, is walked anew", async () => {
  const seller = await connect();
  const clientId = seller.account.client_id;
  await sandbox().bulk({ client_id: clientId, messages: 210, chats: 210 });
  await sandbox().setFault({ kind: "cursor_refused", client_id: clientId, times: 1 });
  await sandbox().setFault({ kind: "cursor_repeated", client_id: clientId, times: 1, skip: 1 });
  for (let poll = 0; poll < 3; poll++) await pollLater(seller.id).catch(() => undefined);
  moveClock(3_600); // what a broken walk left out, the hourly look at everything finds
  await syncSeller(seller.id);
  await syncSeller(seller.id);
  await expectWhole(database, sandbox(), seller);
});

test.each<Partial<Quirks>>([
  { letter_case: "capitals" },
  { letter_case: "both", cyrillic_customer: true },
  { has_next_text: true, filters_ignored: true },
])("answers written as %o say the same", async (quirks) => {
  const seller = await connect(quirks);
  await sandbox().bulk({ client_id: seller.account.client_id, messages: 105, chats: 105 });
  const { chatId } = await seller.say("ответ из кабинета", { user_type: "Seller" });
  await pollLater(seller.id);
  await expectWhole(database, sandbox(), seller);
  const stored = await readMessages(database, seller.id);
  const authors = new Set(stored.filter(({ chat }) => chat !== chatId).map(({ author_type }) => author_type));
  expect(authors).toEqual(new Set(["buyer"]));
  expect((await chatsOf(seller.id, "buyer")).items).toHaveLength(100);
  expect((await chatsOf(seller.id, "marketplace")).items).toEqual([]);
});

test("the marketplace's own channels are kept apart from buyers", async () => {
  const seller = await connect();
  const buyer = await seller.say("Здравствуйте");
  const channel = await seller.say("Новые тарифы", {
    chat_type: "Seller_Notification",
    user_type: "NotificationUser",
  });
  await pollLater(seller.id);
  const buyers = await listChats({
    actor: admin.actor,
    filters: { kind: "buyer", status: "open", seller_id: seller.id },
    limit: 10,
  });
  expect(buyers.items).toMatchObject([{ external_id: buyer.chatId, kind: "buyer", unread_count: 1 }]);
  expect((await chatsOf(seller.id, "marketplace")).items).toMatchObject([
    { external_id: channel.chatId, kind: "marketplace" },
  ]);
  expect(await readMessages(database, seller.id, channel.chatId)).toMatchObject([
    { author_type: "system", direction: "inbound", text: "Новые тарифы" },
  ]);
});

test("ids beyond what a double holds are stored to the last digit", async () => {
  const seller = await connect();
  const { messageIds } = await seller.say(["один", "два", "три"]);
  await pollLater(seller.id);
  const stored = (await readMessages(database, seller.id)).map(({ external_id }) => external_id);
  expect(stored).toEqual(messageIds);
  expect(Number(messageIds[0])).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
});

test("a message the buyer changed shows its new words, once", async () => {
  const seller = await connect();
  const { chatId, messageIds } = await seller.say("Цена 100?");
  await pollLater(seller.id);
  await sandbox().editMessage(seller.account.client_id, chatId, messageIds[0] ?? "", ["Цена 200?"]);
  await seller.say("Ответьте", { chat_id: chatId });
  await pollLater(seller.id);
  expect((await readMessages(database, seller.id)).map(({ text }) => text)).toEqual([
    "Цена 200?",
    "Ответьте",
  ]);
});

test("a chat closed at the marketplace is closed here, and a buyer's new message reopens our own closing", async () => {
  const seller = await connect();
  const { chatId } = await seller.say("Спасибо");
  await pollLater(seller.id);
  await database.query("UPDATE chats SET status = 'closed' WHERE seller_id = $1", [seller.id]);
  await seller.say("Ещё вопрос", { chat_id: chatId });
  await pollLater(seller.id);
  expect((await chatsOf(seller.id, "buyer")).items).toMatchObject([{ status: "open", unread_count: 2 }]);
  await sandbox().changeChat(chatId, { client_id: seller.account.client_id, status: "closed" });
  await pollLater(seller.id);
  moveClock(3_600);
  await syncSeller(seller.id);
  expect((await chatsOf(seller.id, "buyer")).items).toEqual([]);
});
