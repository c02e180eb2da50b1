import { afterEach, beforeAll, expect, test } from "vitest";
import { changeBroadcast } from "@/lib/broadcasts/change-broadcast";
import { pauseBroadcast } from "@/lib/broadcasts/pause";
import { requireBroadcast } from "@/lib/broadcasts/read";
import { runBroadcast } from "@/lib/broadcasts/run-broadcast";
import { deliverChat } from "@/lib/chats/deliver";
import { queueReply } from "@/lib/chats/send";
import { syncSeller } from "@/lib/chats/sync";
import { answerAll, makeSellerWithBuyers, runOnce, startBroadcast } from "../../support/broadcasts";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, type Person } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});
afterEach(async () => {
  resetClock();
  await sandbox().clearFaults();
  expect(await sandbox().listBreaches()).toEqual([]);
});

const SEND = "/v1/chat/send/message";
const connect = (buyers: number, dialect: "v1" | "v3" = "v3") =>
  makeSellerWithBuyers({ sandbox: sandbox(), database }, { dialect, buyers });
const read = async (id: string) => requireBroadcast(admin.actor, id);
const statuses = (id: string) =>
  database.query<{ status: string; reason: string | null; count: number }>(
    `SELECT status, reason, count(*)::int AS count FROM broadcast_recipients WHERE broadcast_id = $1
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [id],
  );

/** Texts that arrived, and that nobody got twice. */
async function arrived(seller: ConnectedSeller): Promise<number> {
  const messages = await sandbox().listMessages(seller.account.client_id, { direction: "outbound" });
  const ours = messages.filter(({ text }) => text.startsWith("Здравствуйте"));
  expect(new Set(ours.map((message) => message.chat_id)).size).toBe(ours.length);
  return ours.length;
}

test("everybody gets their message once, shown in their chat, and the broadcast is over", async () => {
  const seller = await connect(25);
  const id = await startBroadcast(admin, seller.id, { template: "Здравствуйте, {buyer_name|друг}!" });
  await runOnce(id);
  await runOnce(id);
  expect(await arrived(seller)).toBe(25);
  expect(await read(id)).toMatchObject({ status: "completed", audience: 25, sent: 25, queued: 0, failed: 0 });
  const stored = await database.query(
    `SELECT 1 FROM messages m JOIN broadcast_recipients r ON r.message_id = m.id AND r.chat_id = m.chat_id
      WHERE m.broadcast_id = $1 AND m.status = 'sent' AND m.author_type = 'operator' AND m.author_id IS NULL`,
    [id],
  );
  expect(stored).toHaveLength(25);
});

test("two processes share a broadcast, and a third that comes late finds nothing", async () => {
  const seller = await connect(40);
  const id = await startBroadcast(admin, seller.id);
  const { signal } = new AbortController();
  await Promise.all([runBroadcast(id, signal), runBroadcast(id, signal), runBroadcast(id, signal)]);
  await runOnce(id);
  expect(await arrived(seller)).toBe(40);
  expect(await read(id)).toMatchObject({ status: "completed", sent: 40 });
});

test("who asks a question, or asks to be left alone, between the start and their turn is spared", async () => {
  const seller = await connect(4);
  const id = await startBroadcast(admin, seller.id);
  const [asks, stops] = await sandbox().listChats(seller.account.client_id);
  await seller.say("А гарантия есть?", { chat_id: asks?.chat_id ?? "" });
  await seller.say("Больше не пишите мне", { chat_id: stops?.chat_id ?? "" });
  await syncSeller(seller.id);
  await runOnce(id);
  expect(await statuses(id)).toEqual([
    { status: "sent", reason: null, count: 2 },
    { status: "skipped", reason: "open_question", count: 1 },
    { status: "skipped", reason: "opted_out", count: 1 },
  ]);
  expect(await read(id)).toMatchObject({ status: "completed", sent: 2, skipped: 2 });
});

test("a window that closed before the turn came is not even tried", async () => {
  const seller = await connect(3);
  const id = await startBroadcast(admin, seller.id);
  await database.query(
    "UPDATE chats SET writable_until = now() - interval '1 minute' WHERE seller_id = $1 AND id = (SELECT chat_id FROM broadcast_recipients WHERE broadcast_id = $2 ORDER BY position LIMIT 1)",
    [seller.id, id],
  );
  await runOnce(id);
  expect(await statuses(id)).toContainEqual({ status: "skipped", reason: "not_writable", count: 1 });
  const sends = await sandbox().listRequests({ client_id: seller.account.client_id, path: SEND });
  expect(sends).toHaveLength(2);
});

test("a pause holds from the next message on, and nothing is lost by it", async () => {
  const seller = await connect(12, "v1"); // two a second: there is time to press the button
  const id = await startBroadcast(admin, seller.id, { rate_limit: 2 });
  const running = runBroadcast(id, new AbortController().signal);
  await waitFor("a first message", async () => (await arrived(seller)) > 0);
  await pauseBroadcast({ actor: admin.actor, broadcastId: id });
  await running;
  const before = await arrived(seller);
  expect(before).toBeLessThan(12);
  await runOnce(id);
  expect(await arrived(seller)).toBe(before);
  expect(await read(id)).toMatchObject({ status: "paused", sent: before, queued: 12 - before });
  const left = await database.query(
    "SELECT 1 FROM messages WHERE broadcast_id = $1 AND status NOT IN ('sent', 'cancelled')",
    [id],
  );
  expect(left).toEqual([]);
});

test("a pace that is changed on the way holds from the next look on", async () => {
  const seller = await connect(12);
  const id = await startBroadcast(admin, seller.id, { rate_limit: 2 });
  const running = runBroadcast(id, new AbortController().signal);
  await waitFor("a first message", async () => (await arrived(seller)) > 0);
  await changeBroadcast({ actor: admin.actor, broadcastId: id, change: { rate_limit: 50 } });
  await running;
  expect(await arrived(seller)).toBeLessThan(12);
  await runOnce(id);
  await runOnce(id);
  expect(await arrived(seller)).toBe(12);
});

test("an operator's reply goes before whoever of the broadcast waits", async () => {
  const seller = await connect(8, "v1");
  const [chat] = await database.query<{ id: string }>("SELECT id FROM chats WHERE seller_id = $1 LIMIT 1", [
    seller.id,
  ]);
  const chatId = chat?.id ?? "";
  await database.query("UPDATE chats SET tags = '{занят}' WHERE id = $1", [chatId]);
  const id = await startBroadcast(admin, seller.id, { filters: { tags_none: ["занят"] } });
  const running = runBroadcast(id, new AbortController().signal);
  await waitFor("a first message", async () => (await arrived(seller)) > 0);
  const before = (await seller.sentTexts()).length;
  await queueReply({ actor: admin.actor, chatId, text: "Ответ" });
  await deliverChat(chatId);
  const place = (await seller.sentTexts()).indexOf("Ответ");
  expect(place).toBeGreaterThanOrEqual(before);
  expect(place).toBeLessThanOrEqual(before + 2); // what had its permit already, no more
  await running;
  await runOnce(id);
  expect(await arrived(seller)).toBe(7);
});

test("a burst of refusals stops it, says why, and leaves the others for later", async () => {
  const seller = await connect(30);
  await sandbox().setFault({
    kind: "status",
    client_id: seller.account.client_id,
    path: SEND,
    status: 400,
    body: { code: 400, message: "Message contains prohibited content: phone number" },
  });
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  const row = await read(id);
  expect(row).toMatchObject({ status: "paused", stopCode: "moderation_rejected", sent: 0 });
  expect(row.stopText).toContain("prohibited content");
  expect(row.failed).toBeGreaterThanOrEqual(5);
  expect(row.queued).toBeGreaterThan(0);
});

test("a marketplace that stumbles for a moment costs nobody their message", async () => {
  const seller = await connect(10);
  await sandbox().setFault({
    kind: "status",
    client_id: seller.account.client_id,
    path: SEND,
    status: 429,
    times: 2,
    body: { code: 8, message: "You have reached request rate limit per second" },
  });
  const id = await startBroadcast(admin, seller.id, { rate_limit: 5 });
  await runOnce(id);
  for (let n = 0; n < 5; n++) {
    moveClock(60);
    // The database's clock does not move with ours: the silence, and the chat's own pace.
    await database.query("DELETE FROM permits WHERE key LIKE '%:shut%' OR key LIKE '%:ozon.send:%'");
    await runOnce(id);
  }
  expect(await arrived(seller)).toBe(10);
  expect(await read(id)).toMatchObject({ status: "completed", sent: 10, failed: 0 });
  const shown = await database.query(
    "SELECT chat_id FROM messages WHERE broadcast_id = $1 AND status <> 'cancelled'",
    [id],
  );
  expect(shown).toHaveLength(10);
});

test("a lost answer is settled by the history: nobody is written to twice", async () => {
  const seller = await connect(6);
  await sandbox().setFault({
    kind: "drop_after",
    client_id: seller.account.client_id,
    path: SEND,
    times: 2,
  });
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  expect(await read(id)).toMatchObject({ status: "running", queued: 2 });
  const open = await database.query<{ chat_id: string }>(
    "SELECT chat_id FROM messages WHERE broadcast_id = $1 AND status = 'sending'",
    [id],
  );
  moveClock(5);
  for (const { chat_id } of open) await deliverChat(chat_id);
  await runOnce(id);
  expect(await arrived(seller)).toBe(6);
  expect(await read(id)).toMatchObject({ status: "completed", sent: 6 });
});

test("who was given up and turns out to have the message is not written to again when tried anew", async () => {
  const seller = await connect(2);
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  // As a retry leaves it, while the history has just shown the message of the first try.
  await database.query(
    "UPDATE broadcast_recipients SET status = 'pending', message_id = NULL, sent_at = NULL WHERE broadcast_id = $1",
    [id],
  );
  await database.query("UPDATE broadcasts SET status = 'running', finished_at = NULL WHERE id = $1", [id]);
  await database.query("DELETE FROM permits WHERE key LIKE '%:ozon.send:%'");
  await runOnce(id);
  expect(await arrived(seller)).toBe(2);
  expect(await read(id)).toMatchObject({ status: "completed", sent: 2 });
});

test("a key that is refused stops the broadcast and costs no recipient", async () => {
  const seller = await connect(8);
  await sandbox().changeAccount(seller.account.client_id, { api_key: `other-${seller.account.client_id}` });
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  expect(await read(id)).toMatchObject({ status: "paused", stopCode: "credentials_rejected", failed: 0 });
  expect((await read(id)).queued).toBe(8);
});

test("two broadcasts at once do not both reach a buyer, whatever chat of theirs they choose", async () => {
  const seller = await connect(6);
  // Two chats each of three buyers.
  await database.query(
    `UPDATE chats c SET buyer_key = 'buyer-' || (n.n % 3) FROM (
       SELECT id, row_number() OVER (ORDER BY id) AS n FROM chats WHERE seller_id = $1) n WHERE n.id = c.id`,
    [seller.id],
  );
  const first = await startBroadcast(admin, seller.id, { template: "Здравствуйте! Первая" });
  const second = await startBroadcast(admin, seller.id, { template: "Здравствуйте! Вторая" });
  await Promise.all([runOnce(first), runOnce(second)]);
  moveClock(60); // whose chat had its pace taken up by the other one's message comes again
  await database.query("DELETE FROM permits WHERE key LIKE '%:ozon.send:%'");
  await Promise.all([runOnce(first), runOnce(second)]);
  expect((await read(first)).sent + (await read(second)).sent).toBe(3);
  expect(await arrived(seller)).toBe(3);
});

test("texts that come out too long are left out with their reason, and the others go", async () => {
  const seller = await connect(3);
  await database.query(
    "UPDATE chats SET order_number = repeat('1', 1200) WHERE id = (SELECT id FROM chats WHERE seller_id = $1 LIMIT 1)",
    [seller.id],
  );
  const id = await startBroadcast(admin, seller.id, { template: "Здравствуйте, заказ {order_number|ваш}!" });
  await runOnce(id);
  await runOnce(id);
  expect(await statuses(id)).toEqual([
    { status: "sent", reason: null, count: 2 },
    { status: "skipped", reason: "text_too_long", count: 1 },
  ]);
  expect(await read(id)).toMatchObject({ status: "completed" });
  await answerAll(database, seller.id);
});
