import { beforeAll, beforeEach, expect, test } from "vitest";
import { keepBookOf } from "@/lib/broadcasts/keep-books";
import { noteReplies } from "@/lib/broadcasts/note-replies";
import { requireBroadcast } from "@/lib/broadcasts/read";
import { retryRecipients } from "@/lib/broadcasts/retry-recipients";
import { db } from "@/lib/db/client";
import { makeSellerWithBuyers, runOnce, startBroadcast } from "../../support/broadcasts";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";
import { hoursAgo, makeBroadcast } from "./audience-world";
import { hear, makeToldChat, minute, tell } from "./told-chats";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let sellerId: string;
let broadcastId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  broadcastId = await makeBroadcast(sellerId, {
    status: "completed",
    startedAt: hoursAgo(2),
    finishedAt: hoursAgo(1),
  });
});

const retry = (id = broadcastId, person = admin) => retryRecipients({ actor: person.actor, broadcastId: id });
const add = async (given: Partial<Parameters<typeof tell>[1]>) =>
  (await tell(await makeToldChat(sellerId), { broadcastId, ...given })).recipientId;
const recipient = (id: string) => db().broadcastRecipient.findUniqueOrThrow({ where: { id } });

test("whom the marketplace refused gets the message the second time, and nobody gets it twice", async () => {
  const seller = await makeSellerWithBuyers({ sandbox: sandbox(), database }, { dialect: "v3", buyers: 3 });
  await sandbox().setFault({
    client_id: seller.account.client_id,
    kind: "status",
    status: 400,
    body: { code: 400, message: "Message contains prohibited content: phone number" },
    path: "/v1/chat/send/message",
    times: 2,
  });
  const id = await startBroadcast(admin, seller.id);
  await runOnce(id);
  await keepBookOf(id);
  expect(await requireBroadcast(admin.actor, id)).toMatchObject({ status: "completed", sent: 1, failed: 2 });
  expect(await retry(id)).toMatchObject({
    status: "running",
    finished_at: null,
    counts: { queued: 2, failed: 0, sent: 1 },
  });
  await runOnce(id);
  await runOnce(id);
  expect(await requireBroadcast(admin.actor, id)).toMatchObject({ status: "completed", sent: 3, failed: 0 });
  const got = await sandbox().listMessages(seller.account.client_id, { direction: "outbound" });
  const ours = got.filter(({ text }) => text.startsWith("Здравствуйте"));
  expect(new Set(ours.map((message) => message.chat_id)).size).toBe(3);
  expect(ours).toHaveLength(3);
  const old = await database.query("SELECT 1 FROM messages WHERE broadcast_id = $1 AND status = 'failed'", [
    id,
  ]);
  expect(old).toHaveLength(2);
});

test("failed and unconfirmed wait anew with a clean slate; the log says how many of which", async () => {
  const failed = await add({ status: "failed", reason: "chat_closed", reasonText: "closed" });
  const lost = await add({ status: "unconfirmed", reason: "delivery_unconfirmed" });
  const skipped = await add({ status: "skipped", reason: "opted_out" });
  const sent = await add({});
  await retry();
  for (const id of [failed, lost])
    expect(await recipient(id)).toMatchObject({
      status: "pending",
      messageId: null,
      sentAt: null,
      reason: null,
      reasonText: null,
      attempts: 0,
    });
  expect([(await recipient(skipped)).status, (await recipient(sent)).status]).toEqual(["skipped", "sent"]);
  const [logged] = await database.query<{ details: unknown }>(
    "SELECT details FROM audit_log WHERE action = 'broadcast.retried' AND subject_id = $1",
    [broadcastId],
  );
  expect(logged?.details).toMatchObject({ failed: 1, unconfirmed: 1 });
  const events = await database.query("SELECT 1 FROM events WHERE subject_id = $1", [broadcastId]);
  expect(events.length).toBeGreaterThan(0);
});

test("who may have it is left alone: come through after all, tried again by an operator, or answered", async () => {
  const through = await add({ status: "unconfirmed", messageStatus: "sent" });
  const again = await add({ status: "failed", messageStatus: "queued" });
  const chat = await makeToldChat(sellerId);
  const { recipientId: answered } = await tell(chat, { broadcastId, status: "unconfirmed" });
  await db().broadcastRecipient.update({ where: { id: answered }, data: { repliedAt: minute(1) } });
  await expect(retry()).rejects.toMatchObject({ code: "broadcast_state", details: { retryable: 0 } });
  expect(await requireBroadcast(admin.actor, broadcastId)).toMatchObject({ status: "completed" });
  const failed = await add({ status: "failed" });
  await retry();
  const statusOf = async (id: string) => (await recipient(id)).status;
  expect(await Promise.all([through, again, answered, failed].map(statusOf))).toEqual([
    "unconfirmed",
    "failed",
    "unconfirmed",
    "pending",
  ]);
});

test("an answer to the message of before is nobody's once its recipient waits again", async () => {
  const chat = await makeToldChat(sellerId);
  const { recipientId } = await tell(chat, { broadcastId, status: "unconfirmed" });
  await retry();
  await hear(chat, { at: minute(3) });
  expect(await noteReplies()).toBe(0);
  expect(await recipient(recipientId)).toMatchObject({ status: "pending", repliedAt: null });
});

test.each([
  ["running", "running"],
  ["paused", "paused"],
  ["completed", "running"],
])("one that is %s is %s afterwards", async (status, after) => {
  await db().broadcast.update({ where: { id: broadcastId }, data: { status } });
  await add({ status: "failed" });
  expect((await retry()).status).toBe(after);
});

test.each(["draft", "scheduled", "cancelled", "failed"])(
  "one that is %s is not tried again",
  async (status) => {
    await db().broadcast.update({ where: { id: broadcastId }, data: { status } });
    const id = await add({ status: "failed" });
    await expect(retry()).rejects.toMatchObject({ code: "broadcast_state", details: { status } });
    expect((await recipient(id)).status).toBe("failed");
  },
);

test("pressed by two at once, it happens once", async () => {
  await add({ status: "failed" });
  const tried = await Promise.allSettled([retry(), retry(), retry()]);
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("needs a seller that sends, and one that is the caller's", async () => {
  await add({ status: "failed" });
  const stranger = await makeOperator([]);
  await expect(retry(broadcastId, stranger)).rejects.toThrow("not_found");
  await expect(retry("no-id")).rejects.toThrow("not_found");
  await db().seller.update({ where: { id: sellerId }, data: { status: "paused" } });
  await expect(retry()).rejects.toThrow("seller_not_active");
});
