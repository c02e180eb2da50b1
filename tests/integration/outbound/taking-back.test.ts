import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { cancelMessage, forgetCancelled } from "@/lib/chats/cancel";
import { deliverChat } from "@/lib/chats/deliver";
import { getChat } from "@/lib/chats/read";
import { queueReply, retryMessage } from "@/lib/chats/send";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let seller: ConnectedSeller;
let chatId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
beforeEach(async () => {
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Вопрос");
  await pollLater(seller.id);
  chatId = await findChatId(database, seller.id, external);
});
afterEach(() => resetClock());

const reply = (text: string, delaySeconds?: number) =>
  queueReply({ actor: admin.actor, chatId, text, delaySeconds });
const takeBack = (messageId: string, actor = admin.actor) => cancelMessage({ actor, messageId });
const statuses = async () =>
  (await readMessages(database, seller.id))
    .filter(({ direction }) => direction === "outbound")
    .map(({ text, status }) => `${text}: ${status}`);

test("a held reply says until when, does not leave before, and leaves then", async () => {
  const held = await reply("Подумаю", 5);
  expect(Math.abs(Date.parse(held.held_until ?? "") - Date.parse(held.created_at) - 5_000)).toBeLessThan(100);
  await deliverChat(chatId);
  expect(await seller.sentTexts()).toEqual([]);
  moveClock(6);
  await deliverChat(chatId);
  expect(await seller.sentTexts()).toEqual(["Подумаю"]);
});

test("what is written after a held reply waits behind it", async () => {
  await reply("первое", 5);
  await reply("второе");
  await deliverChat(chatId);
  expect(await seller.sentTexts()).toEqual([]);
  moveClock(6);
  await deliverChat(chatId);
  expect(await seller.sentTexts()).toEqual(["первое", "второе"]);
});

test("a reply taken back never leaves, the buyer waits again, and what stood behind it goes", async () => {
  const before = await getChat({ actor: admin.actor, chatId });
  const held = await reply("Ошибка", 5);
  expect((await getChat({ actor: admin.actor, chatId })).waiting_since).toBeNull();
  expect(await takeBack(held.id)).toMatchObject({ status: "cancelled", held_until: null });
  expect(await getChat({ actor: admin.actor, chatId })).toMatchObject({
    waiting_since: before.waiting_since,
    last_message_preview: "Вопрос",
  });
  await reply("Верно");
  moveClock(6);
  await deliverChat(chatId);
  expect(await seller.sentTexts()).toEqual(["Верно"]);
  const audit = await database.query<{ action: string }>(
    "SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY action",
    [held.id],
  );
  expect(audit.map(({ action }) => action)).toEqual(["message.cancelled", "message.queued"]);
});

test("what has left or was taken back cannot be taken back", async () => {
  const sent = await reply("Ушло");
  await deliverChat(chatId);
  await expect(takeBack(sent.id)).rejects.toMatchObject({ code: "not_cancellable" });
  const held = await reply("Раз", 5);
  await takeBack(held.id);
  await expect(takeBack(held.id)).rejects.toMatchObject({ code: "not_cancellable" });
  await expect(retryMessage({ actor: admin.actor, messageId: held.id })).rejects.toMatchObject({
    code: "not_retryable",
  });
});

test("a taking back and a sending at once: exactly one wins", async () => {
  for (let round = 0; round < 12; round++) {
    const text = `№${round}`;
    const { id } = await reply(text);
    const early = round % 2 === 0 ? deliverChat(chatId) : null;
    const [back] = await Promise.allSettled([takeBack(id), early, deliverChat(chatId)]);
    await deliverChat(chatId);
    const isOut = (await seller.sentTexts()).includes(text);
    expect(isOut).toBe(back.status === "rejected");
    expect(await statuses()).toContain(`${text}: ${isOut ? "sent" : "cancelled"}`);
  }
});

test("another person's seller is none of theirs", async () => {
  const held = await reply("Моё", 5);
  const stranger = await makeOperator([]);
  await expect(takeBack(held.id, stranger.actor)).rejects.toMatchObject({ code: "not_found" });
  await expect(takeBack("no-id")).rejects.toMatchObject({ code: "not_found" });
});

test("a message taken back is forgotten after a day", async () => {
  const held = await reply("Раз", 5);
  await takeBack(held.id);
  await forgetCancelled();
  expect(await statuses()).toEqual(["Раз: cancelled"]);
  await database.query("UPDATE messages SET created_at = now() - interval '25 hours' WHERE id = $1", [
    held.id,
  ]);
  await forgetCancelled();
  expect(await statuses()).toEqual([]);
});
