import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { noteReplies } from "@/lib/broadcasts/note-replies";
import { requireBroadcast } from "@/lib/broadcasts/read";
import { deliverChat } from "@/lib/chats/deliver";
import { listMessages } from "@/lib/chats/list-messages";
import { queueReply } from "@/lib/chats/send";
import { db } from "@/lib/db/client";
import { makeSellerWithBuyers, runOnce, startBroadcast } from "../../support/broadcasts";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { pollLater } from "../../support/stored";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBroadcast } from "./audience-world";
import { hear, makeToldChat, minute, reply, type ToldChat, tell } from "./told-chats";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let chat: ToldChat;
let broadcastId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
beforeEach(async () => {
  chat = await makeToldChat(await makeStoredSeller());
  broadcastId = await makeBroadcast(chat.sellerId, { status: "completed" });
});
afterEach(() => resetClock());

/** Texts of the buyer with the broadcast that each answers. */
async function answers(chatId = chat.id): Promise<Array<[string, string | null]>> {
  const { items } = await listMessages({ actor: admin.actor, chatId, limit: 100 });
  return items
    .filter((message) => message.direction === "inbound")
    .map((message) => [message.text, message.answers_broadcast_id]);
}
const recipient = (id: string) => db().broadcastRecipient.findUniqueOrThrow({ where: { id } });
const read = (id = broadcastId) => requireBroadcast(admin.actor, id);

test.each(["v1", "v3"] as const)(
  "in %s a buyer's answer is marked and counted, until a person has replied",
  async (dialect) => {
    const seller = await makeSellerWithBuyers({ sandbox: sandbox(), database }, { dialect, buyers: 2 });
    // Our clock goes ahead of the marketplace's: the answer seems to come before what it answers.
    moveClock(30);
    const id = await startBroadcast(admin, seller.id);
    await runOnce(id);
    const [first] = await database.query<{ id: string; external: string }>(
      "SELECT id, external_id AS external FROM chats WHERE seller_id = $1 LIMIT 1",
      [seller.id],
    );
    const [chatId, external] = [first?.id ?? "", first?.external ?? ""];
    await seller.say(["Да, хочу", "И подешевле"], { chat_id: external });
    await pollLater(seller.id);
    expect((await answers(chatId)).slice(-2)).toEqual([
      ["Да, хочу", id],
      ["И подешевле", id],
    ]);
    expect(await noteReplies()).toBe(1);
    expect(await noteReplies()).toBe(0);
    expect(await read(id)).toMatchObject({ sent: 2, replied: 1 });
    await queueReply({ actor: admin.actor, chatId, text: "Сейчас посмотрим" });
    await deliverChat(chatId);
    await seller.say("Жду", { chat_id: external });
    await pollLater(seller.id);
    expect((await answers(chatId)).at(-1)).toEqual(["Жду", null]);
  },
);

test("the answer belongs to the newest broadcast, and to none after a week", async () => {
  const olderId = await makeBroadcast(chat.sellerId, { status: "cancelled" });
  const older = await tell(chat, { broadcastId: olderId, at: minute(0) });
  await hear(chat, { at: minute(1), text: "первый" });
  const newer = await tell(chat, { broadcastId, at: minute(2) });
  await hear(chat, { at: minute(3), text: "второй" }, { at: minute(3 + 7 * 24 * 60), text: "поздно" });
  expect(await answers()).toEqual([
    ["первый", olderId],
    ["второй", broadcastId],
    ["поздно", null],
  ]);
  expect(await noteReplies()).toBe(2);
  expect((await recipient(older.recipientId)).repliedAt).toEqual(minute(1));
  expect((await recipient(newer.recipientId)).repliedAt).toEqual(minute(3));
  expect(await read(olderId)).toMatchObject({ status: "cancelled", replied: 1 });
});

test("what speaks by itself does not end the conversation about a broadcast, a person does, here or in the cabinet", async () => {
  await tell(chat, { broadcastId });
  await reply(chat, minute(1), null);
  await reply(chat, minute(1), "anna", "failed");
  await hear(chat, { at: minute(2), text: "после автоответа" });
  await hear(chat, { at: minute(3), by: "seller", text: "Пишу из кабинета" }, { at: minute(4), text: "ага" });
  expect(await answers()).toEqual([
    ["после автоответа", broadcastId],
    ["ага", null],
  ]);
  const other = await makeToldChat(chat.sellerId);
  await tell(other, { broadcastId });
  await reply(other, minute(1), "anna");
  await hear(other, { at: minute(2), text: "это Анне" });
  expect(await answers(other.id)).toEqual([["это Анне", null]]);
});

test("nobody answers what never arrived or came later; what is not confirmed may have arrived", async () => {
  await tell(chat, { broadcastId, status: "failed" });
  await hear(chat, { at: minute(5), text: "просто так" });
  const lost = await makeToldChat(chat.sellerId);
  const { recipientId } = await tell(lost, { broadcastId, status: "unconfirmed" });
  await hear(lost, { at: minute(-1), text: "раньше" }, { at: minute(1), text: "дошло!" });
  expect([...(await answers()), ...(await answers(lost.id))]).toEqual([
    ["просто так", null],
    ["раньше", null],
    ["дошло!", broadcastId],
  ]);
  await noteReplies();
  expect((await recipient(recipientId)).repliedAt).toEqual(minute(1));
});

test("an answer that came in before its message had the marketplace's time is marked when it has it", async () => {
  await tell(chat, { broadcastId, at: minute(10), messageStatus: "sending", text: "Скидка" });
  await hear(chat, { at: minute(6), text: "Беру" });
  expect(await answers()).toEqual([["Беру", null]]);
  await database.query("DELETE FROM events");
  await hear(chat, { at: minute(9), by: "seller", text: "Скидка" });
  expect(await answers()).toEqual([["Беру", null]]); // still before it
  const shown = randomUUID();
  const other = await makeToldChat(chat.sellerId);
  await tell(other, { broadcastId, at: minute(10), externalId: shown });
  await hear(other, { at: minute(8), text: "Беру" });
  await hear(other, { at: minute(7), by: "seller", externalId: shown });
  expect(await answers(other.id)).toEqual([["Беру", broadcastId]]);
  const [told] = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM events e JOIN messages m ON m.id = e.subject_id
      WHERE e.name = 'message.updated' AND m.answers_broadcast_id IS NOT NULL`,
  );
  expect(told?.count).toBe(1);
  expect(await noteReplies()).toBe(1);
});

test("of several messages about one buyer's orders the answered one counts", async () => {
  const first = await tell(chat, { broadcastId, at: minute(0), onceKey: "1-1:shipped" });
  const second = await tell(chat, { broadcastId, at: minute(5), onceKey: "1-1:pick_up" });
  await hear(chat, { at: minute(6) });
  await noteReplies();
  expect((await recipient(first.recipientId)).repliedAt).toBeNull();
  expect((await recipient(second.recipientId)).repliedAt).toEqual(minute(6));
});

test("counted at once by several, and out of order, the first answer stays and the broadcast says so once", async () => {
  const { recipientId } = await tell(chat, { broadcastId });
  await hear(chat, { at: minute(5), text: "второе слово" });
  await noteReplies();
  await hear(chat, { at: minute(4), text: "первое, показанное поздно" });
  await hear(chat, { at: minute(6), text: "третье" });
  await database.query("DELETE FROM events");
  await Promise.all([noteReplies(), noteReplies(), noteReplies()]);
  expect((await recipient(recipientId)).repliedAt).toEqual(minute(4));
  expect(await read()).toMatchObject({ replied: 1 });
  expect(await database.query("SELECT 1 FROM events WHERE name = 'broadcast.updated'")).toEqual([]);
  expect(await database.query("SELECT 1 FROM broadcast_answers")).toEqual([]);
});
