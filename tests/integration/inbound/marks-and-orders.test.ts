import { afterEach, beforeAll, expect, test } from "vitest";
import { deliverChat } from "@/lib/chats/deliver";
import { getChat } from "@/lib/chats/read";
import { readHistory } from "@/lib/chats/read-history";
import { queueReply } from "@/lib/chats/send";
import { syncSellerNow } from "@/lib/sellers/change-seller";
import { connectSeller } from "@/lib/sellers/connect-seller";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  // A Postgres of the user's own may live in any time zone.
  await database.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Europe/Moscow'); END $$`,
  );
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

async function ask(seller: { id: string }, external: string) {
  const chatId = await findChatId(database, seller.id, external);
  return { chatId, chat: await getChat({ actor: admin.actor, chatId }) };
}

test("instants mean the same to the database and to us, whatever its time zone", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const { chatId: external } = await seller.say("Вопрос");
  await pollLater(seller.id);
  const { chatId, chat } = await ask(seller, external);
  await queueReply({ actor: admin.actor, chatId, text: "Ответ" });
  const [row] = await database.query<{ seconds: number }>(
    "SELECT max(abs(extract(epoch FROM now() - created_at)))::float8 AS seconds FROM messages WHERE chat_id = $1",
    [chatId],
  );
  expect(row?.seconds).toBeLessThan(600);
  expect(Math.abs(Date.parse(chat.last_message_at ?? "") - Date.now())).toBeLessThan(600_000);
});

test("a message of ours takes on the marketplace's time once its history shows it", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const { chatId: external } = await seller.say("Вопрос");
  await pollLater(seller.id);
  const { chatId } = await ask(seller, external);
  await queueReply({ actor: admin.actor, chatId, text: "Ответ" });
  await deliverChat(chatId);
  await database.query(
    "UPDATE messages SET created_at = created_at - interval '7 seconds' WHERE direction = 'outbound'",
  );
  await seller.say("Спасибо", { chat_id: external });
  await pollLater(seller.id);
  const messages = await sandbox().listMessages(seller.account.client_id, { direction: "outbound" });
  const [stored] = await database.query<{ created_at: Date }>(
    "SELECT created_at FROM messages WHERE chat_id = $1 AND direction = 'outbound'",
    [chatId],
  );
  expect(stored?.created_at.toISOString()).toBe(new Date(messages[0]?.created_at ?? 0).toISOString());
});

test("a mark set while a history is on its way outlives the reading that could not know of it", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  const { chatId: external } = await seller.say("Первое");
  await pollLater(seller.id);
  const { chatId } = await ask(seller, external);
  const mark = (when: string) =>
    database.query(
      `UPDATE chats SET needs_sync = true, sync_due_at = now() - interval '${when}' WHERE id = $1`,
      [chatId],
    );
  await mark("1 minute");
  const marketplace = await connectSeller({ sellerId: seller.id, lane: "poll" });
  const chats = {
    ...marketplace.chats,
    async *history(asked: Parameters<typeof marketplace.chats.history>[0]) {
      for await (const page of marketplace.chats.history(asked)) {
        await mark("1 second"); // another poll hears of a newer message while this answer is on its way
        yield page;
      }
    },
  };
  const chat = { id: chatId, externalId: external, syncedExternalId: null };
  await readHistory({
    sellerId: seller.id,
    marketplace: { ...marketplace, chats },
    chat,
    loudness: "live",
    overlapMs: 0,
  });
  const [row] = await database.query<{ needs_sync: boolean }>("SELECT needs_sync FROM chats WHERE id = $1", [
    chatId,
  ]);
  expect(row?.needs_sync).toBe(true);
});

const order = (number: string, status: string) => ({
  order_number: number,
  scheme: "fbs" as const,
  status,
  customer_name: "Ирина Ж.",
});

test("buyer, posting and an open end for writing come from the chat's order", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Где мой заказ?", {
    order: order("10203040-0001", "delivering"),
  });
  await pollLater(seller.id);
  const { chat } = await ask(seller, external);
  expect(chat).toMatchObject({
    buyer_name: "Ирина Ж.",
    order_number: "10203040-0001",
    posting_number: "10203040-0001-1",
    writable_until: null,
  });
});

test("a list of orders that cannot be read closes no chat", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Где мой заказ?", {
    order: order("10203040-0002", "delivering"),
  });
  await pollLater(seller.id);
  await database.query("UPDATE chats SET order_checked_at = now() - interval '1 day'");
  await sandbox().setFault({
    client_id: seller.account.client_id,
    path: "/v4/posting/*",
    kind: "malformed_json",
  });
  await pollLater(seller.id);
  expect((await ask(seller, external)).chat.writable_until).toBeNull();
  await sandbox().clearFaults();
});

test("the deadline for writing returns when the order was delivered, counted from then", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const number = "10203040-0003";
  const { chatId: external } = await seller.say("Где мой заказ?", { order: order(number, "delivering") });
  await pollLater(seller.id);
  await seller.say("Получила", { chat_id: external, order: order(number, "delivered") });
  await database.query("UPDATE chats SET order_checked_at = now() - interval '1 day'");
  await pollLater(seller.id);
  const { chat } = await ask(seller, external);
  const hours = (Date.parse(chat.writable_until ?? "") - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(71); // 72 h after delivery, later than 48 h after the buyer
});

test("a person's word ends the pause after failures", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
  await database.query(
    "UPDATE sync_states SET failures = 9, next_attempt_at = now() + interval '10 minutes' WHERE seller_id = $1",
    [seller.id],
  );
  await syncSellerNow({ actor: admin.actor, sellerId: seller.id });
  const [state] = await database.query<{ next_attempt_at: Date | null }>(
    "SELECT next_attempt_at FROM sync_states WHERE seller_id = $1",
    [seller.id],
  );
  expect(state?.next_attempt_at).toBeNull();
});

test("a chat in which nothing was said stays empty of messages", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await pollLater(seller.id);
  expect(await readMessages(database, seller.id)).toEqual([]);
});
