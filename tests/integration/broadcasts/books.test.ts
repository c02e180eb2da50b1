import { beforeEach, expect, test } from "vitest";
import { followLateMessages, keepBooks } from "@/lib/broadcasts/keep-books";
import { leaseRecipients, listSendable } from "@/lib/broadcasts/lease";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";
import { daysAgo, hoursAgo, makeBroadcast } from "./audience-world";
import { makeToldChat, tell } from "./told-chats";

const database = ownDatabase();
let sellerId: string;
let id: string;
beforeEach(async () => {
  await db().broadcast.deleteMany();
  sellerId = await makeStoredSeller();
  id = await makeBroadcast(sellerId, { kind: "order", status: "running", startedAt: hoursAgo(2) });
});

const add = async (given: Partial<Parameters<typeof tell>[1]> = {}) =>
  (await tell(await makeToldChat(sellerId), { broadcastId: id, ...given })).recipientId;
const read = () => db().broadcast.findUniqueOrThrow({ where: { id } });
const change = (recipientId: string, data: { dueAt?: Date; endedAt?: Date; leasedUntil?: Date }) =>
  db().broadcastRecipient.update({ where: { id: recipientId }, data });
/** As if it had last been changed a while ago. */
const rest = () =>
  database.query("UPDATE broadcasts SET updated_at = now() - interval '10 seconds' WHERE id = $1", [id]);
const look = () => keepBooks({ isThorough: false });
const events = async () =>
  (await database.query("SELECT 1 FROM events WHERE subject_id = $1 AND name = 'broadcast.updated'", [id]))
    .length;

test("is counted when something ended, and left alone when nothing did", async () => {
  const old = await add({ onceKey: "1:delivered" });
  await change(old, { endedAt: hoursAgo(1) });
  await rest();
  await look();
  expect(await read()).toMatchObject({ audience: 0, sent: 0 });
  await change(await add({ onceKey: "2:delivered", status: "skipped" }), { endedAt: new Date() });
  await look();
  expect(await read()).toMatchObject({ audience: 2, sent: 1, skipped: 1 });
});

test("what ended while nobody counted is counted by a thorough look", async () => {
  await change(await add({ onceKey: "1:delivered" }), { endedAt: hoursAgo(1) });
  await keepBooks({ isThorough: true });
  expect(await read()).toMatchObject({ audience: 1, sent: 1 });
});

test("processes that look at the same time tell of it once", async () => {
  await rest();
  await change(await add({ onceKey: "1:delivered" }), { endedAt: new Date() });
  await look();
  const told = await events();
  await change(await add({ onceKey: "2:delivered" }), { endedAt: new Date() });
  await Promise.all([look(), look()]);
  expect(await events()).toBe(told);
  await rest();
  await look();
  expect(await read()).toMatchObject({ sent: 2 });
  expect(await events()).toBe(told + 1);
});

test("a message that is leaving is no news until its end is known", async () => {
  await add({ onceKey: "1:delivered", status: "sending", messageStatus: "sending" });
  await rest();
  await look();
  expect(await read()).toMatchObject({ audience: 0, queued: 0 });
  await database.query("UPDATE messages SET status = 'sent' WHERE broadcast_id = $1", [id]);
  await look();
  expect(await read()).toMatchObject({ audience: 1, sent: 1, queued: 0 });
});

test("one of a single time that is through is over at the next look", async () => {
  await db().broadcast.update({ where: { id }, data: { kind: "once" } });
  await change(await add({}), { endedAt: hoursAgo(1) });
  await rest();
  await look();
  expect(await read()).toMatchObject({ status: "completed", sent: 1 });
});

test("a message shown late counts also where the broadcast was made long ago", async () => {
  await db().broadcast.update({ where: { id }, data: { createdAt: daysAgo(90), unconfirmed: 1 } });
  await add({ onceKey: "1:delivered", status: "unconfirmed", messageStatus: "sent", sentAt: hoursAgo(2) });
  await followLateMessages();
  expect(await read()).toMatchObject({ sent: 1, unconfirmed: 0 });
});

test("what runs of a seller whose key was refused says that it stands, and why", async () => {
  await db().seller.update({ where: { id: sellerId }, data: { status: "credentials_rejected" } });
  await look();
  expect(await read()).toMatchObject({ status: "paused", stopCode: "credentials_rejected" });
});

test("whose turn has not come, or who is taken, is not listed and not taken", async () => {
  const [early, taken, ready] = [
    await add({ onceKey: "1:shipped", status: "pending", messageStatus: "sent", position: 1 }),
    await add({ onceKey: "2:shipped", status: "pending", messageStatus: "sent", position: 2 }),
    await add({ onceKey: "3:shipped", status: "pending", messageStatus: "sent", position: 3 }),
  ];
  await change(early, { dueAt: hoursAgo(-1) });
  await change(taken, { leasedUntil: hoursAgo(-1) });
  expect(await listSendable()).toEqual([id]);
  expect((await leaseRecipients(id, 5)).map((recipient) => recipient.id)).toEqual([ready]);
  expect(await listSendable()).toEqual([]);
});
