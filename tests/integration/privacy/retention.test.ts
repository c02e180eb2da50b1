import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sealAudit } from "@/lib/audit/seal";
import { verifyChain } from "@/lib/audit/verify-chain";
import { setClock } from "@/lib/clock";
import { db } from "@/lib/db/client";
import { cleanAtNight } from "@/lib/privacy/clean-at-night";
import { changeRetention, readRetention } from "@/lib/privacy/retention-rules";
import { tryRetention } from "@/lib/privacy/try-retention";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
const DAY = 86_400_000;
const NIGHT = new Date("2026-06-10T00:30:00Z"); // 03:30 in Moscow
const forEver = { messages_days: null, files_days: null, audit_days: null };
let admin: Person;
let sellerId: string;
let files: string;
let resetClock: () => void = () => undefined;

beforeAll(async () => {
  // Before anything reads the settings.
  const folder = await mkdtemp(path.join(tmpdir(), "retention-"));
  process.env.DATA_DIR = folder;
  files = path.join(folder, "files");
  await mkdir(files);
  admin = await makeAdmin();
});
beforeEach(async () => {
  await database.query("TRUNCATE chats, outbound_files CASCADE");
  await database.query("DELETE FROM settings");
  sellerId = await makeStoredSeller();
  resetClock = setClock(() => NIGHT);
});
afterEach(() => resetClock());

const ago = (days: number) => new Date(NIGHT.getTime() - days * DAY);

async function makeChat(days: number, data: object = {}): Promise<string> {
  const lastMessageAt = ago(days);
  const chatId = await makeStoredChat(sellerId, {
    buyerName: "Ольга",
    lastMessageAt,
    isBackfilled: true,
    ...data,
  });
  await makeStoredMessage({ sellerId, chatId }, { text: "Где заказ?", at: ago(days + 1) });
  await makeStoredMessage({ sellerId, chatId }, { text: "Спасибо", at: lastMessageAt });
  return chatId;
}

const chat = (id: string) =>
  db().chat.findUniqueOrThrow({ where: { id }, include: { messages: true, notes: true } });

test("a dry run counts what the night then takes, and takes nothing itself", async () => {
  const [old, fresh] = [await makeChat(40), await makeChat(10)];
  const draft = { userId: admin.user.id, chatId: old, text: "черновик" };
  await db().draft.create({ data: draft });
  await db().note.create({
    data: { chatId: old, sellerId, kind: "note", authorType: "user", text: "заметка", createdAt: ago(40) },
  });
  const { id: fileId } = await db().outboundFile.create({
    data: { sellerId, name: "a.png", mimeType: "image/png", sizeBytes: 5, bytes: new Uint8Array(5) },
  });
  const [message] = (await chat(old)).messages;
  const attachment = await db().attachment.create({
    data: { messageId: message?.id ?? "", position: 0, type: "image", fileId },
  });
  await writeFile(path.join(files, attachment.id), "1234567");
  const rules = { ...forEver, messages_days: 30 };
  const counts = await tryRetention({ rules });
  expect(counts).toEqual({
    chats: 1,
    messages: 2,
    notes: 1,
    files: 2,
    files_bytes: 12,
    audit_entries: 0,
    orders: 0,
  });
  expect((await chat(old)).messages).toHaveLength(2);

  await changeRetention({ actor: admin.actor, rules });
  expect(await readRetention()).toEqual(rules);
  await cleanAtNight();
  const shell = await chat(old);
  expect(shell).toMatchObject({
    messages: [],
    notes: [],
    buyerName: null,
    lastMessagePreview: null,
    status: "closed",
  });
  expect(shell.erasedAt).toEqual(ago(30)); // these messages have no id at the marketplace
  expect((await chat(fresh)).messages).toHaveLength(2);
  expect(await db().draft.count()).toBe(0);
  expect(await readdir(files)).toEqual([]);
  const told = await database.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'retention.cleaned' ORDER BY id DESC LIMIT 1",
  );
  expect(told[0]?.details).toEqual(counts);
  expect(await tryRetention({ rules })).toMatchObject({ chats: 0, messages: 0, files: 0 });
});

test("what is still in use stays: a note of yesterday, a reply on its way, a chat put off", async () => {
  const noted = await makeChat(40);
  await db().note.create({
    data: { chatId: noted, sellerId, kind: "note", authorType: "user", text: "ждём", createdAt: ago(1) },
  });
  const replying = await makeChat(40);
  await makeStoredMessage(
    { sellerId, chatId: replying },
    { text: "Ответ", at: ago(40), authorId: "x", status: "queued" },
  );
  await makeChat(40, { snoozedUntil: ago(-3) });
  await makeChat(40, { isBackfilled: false, needsSync: true });
  expect(await tryRetention({ rules: { ...forEver, messages_days: 30 } })).toMatchObject({
    chats: 0,
    messages: 0,
  });
});

test("it cleans once a night, at night, and nothing without rules", async () => {
  const old = await makeChat(40);
  await cleanAtNight();
  expect((await chat(old)).messages).toHaveLength(2);
  await changeRetention({ actor: admin.actor, rules: { ...forEver, messages_days: 30 } });
  resetClock = setClock(() => new Date(NIGHT.getTime() + 10 * 3_600_000));
  await cleanAtNight();
  expect((await chat(old)).messages).toHaveLength(2);
  resetClock = setClock(() => NIGHT);
  await Promise.all([cleanAtNight(), cleanAtNight(), cleanAtNight()]);
  expect((await chat(old)).messages).toHaveLength(0);
  const another = await makeChat(40);
  await cleanAtNight();
  expect((await chat(another)).messages).toHaveLength(2);
});

test("a run that died half-way is gone on with, and its counts are those of the whole", async () => {
  for (let i = 0; i < 120; i++) await makeChat(40);
  await changeRetention({ actor: admin.actor, rules: { ...forEver, messages_days: 30 } });
  // The database refuses after the first pieces, as a process that dies would stop there.
  await database.query(`
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM chats WHERE erased_at IS NOT NULL) > 60 THEN RAISE 'dead'; END IF; RETURN NULL; END $$;
    CREATE TRIGGER die AFTER DELETE ON messages FOR EACH STATEMENT EXECUTE FUNCTION die()`);
  await expect(cleanAtNight()).rejects.toThrow();
  await database.query("DROP TRIGGER die ON messages; DROP FUNCTION die()");
  expect(await db().chat.count({ where: { erasedAt: { not: null } } })).toBe(50);
  await cleanAtNight();
  expect(await db().message.count(), "the dead one may still live").toBe(140);
  resetClock = setClock(() => new Date(NIGHT.getTime() + 6 * 60_000));
  await cleanAtNight();
  expect(await db().message.count()).toBe(0);
  const told = await database.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'retention.cleaned' ORDER BY id DESC LIMIT 1",
  );
  expect(told[0]?.details).toMatchObject({ chats: 120, messages: 240 });
});

test("what was left unfinished waits for the night as well", async () => {
  const old = await makeChat(40);
  await changeRetention({ actor: admin.actor, rules: { ...forEver, messages_days: 30 } });
  await database.query(
    "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'dead'; END $$",
  );
  await database.query(
    "CREATE TRIGGER die BEFORE DELETE ON messages FOR EACH STATEMENT EXECUTE FUNCTION die()",
  );
  await expect(cleanAtNight()).rejects.toThrow();
  await database.query("DROP TRIGGER die ON messages; DROP FUNCTION die()");
  resetClock = setClock(() => new Date(NIGHT.getTime() + 10 * 3_600_000));
  await cleanAtNight();
  expect((await chat(old)).messages).toHaveLength(2);
  resetClock = setClock(() => new Date(NIGHT.getTime() + 24 * 3_600_000));
  await cleanAtNight();
  expect((await chat(old)).messages).toHaveLength(0);
});

test("a rule taken back while it cleans takes no more", async () => {
  for (let i = 0; i < 60; i++) await makeChat(40);
  await changeRetention({ actor: admin.actor, rules: { ...forEver, messages_days: 30 } });
  // An admin at the moment of the first piece.
  await database.query(`
    CREATE FUNCTION take_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE settings SET value = value || '{"messages_days": null}' WHERE name = 'retention'; RETURN NULL; END $$;
    CREATE TRIGGER take_back AFTER DELETE ON messages FOR EACH STATEMENT EXECUTE FUNCTION take_back()`);
  await cleanAtNight();
  await database.query("DROP TRIGGER take_back ON messages; DROP FUNCTION take_back()");
  expect(await db().message.count()).toBe(20);
});

test("files by themselves: old copies go, those still to be sent stay", async () => {
  const chatId = await makeChat(10);
  const make = async (days: number, status: string) => {
    const messageId = await makeStoredMessage(
      { sellerId, chatId },
      { text: "", at: ago(days), authorId: "x", status },
    );
    const file = await db().outboundFile.create({
      data: {
        sellerId,
        name: "a",
        mimeType: "image/png",
        sizeBytes: 3,
        bytes: new Uint8Array(3),
        createdAt: ago(days),
      },
    });
    const { id } = await db().attachment.create({
      data: { messageId, position: 0, type: "image", fileId: file.id },
    });
    await writeFile(path.join(files, id), "123");
    return id;
  };
  const [, waiting, fresh] = [await make(9, "sent"), await make(9, "queued"), await make(1, "sent")];
  const rules = { ...forEver, files_days: 5 };
  expect(await tryRetention({ rules })).toMatchObject({ files: 3, files_bytes: 9, messages: 0 });
  await changeRetention({ actor: admin.actor, rules });
  await cleanAtNight();
  expect(await db().outboundFile.count()).toBe(2);
  expect(await readdir(files)).toEqual([fresh]);
  expect(await db().attachment.count({ where: { id: waiting, fileId: { not: null } } })).toBe(1);
});

test("the audit log is shortened from its beginning and still verifies", async () => {
  const realNow = new Date();
  resetClock = setClock(() => new Date(realNow.getTime() + 40 * DAY));
  await sealAudit();
  const { entries } = await verifyChain();
  const rules = { ...forEver, audit_days: 30 };
  expect((await tryRetention({ rules })).audit_entries).toBe(entries);
  await changeRetention({ actor: admin.actor, rules });
  const { hour } = {
    hour: Number(
      new Intl.DateTimeFormat("sv", { timeZone: "Europe/Moscow", hour: "2-digit" }).format(realNow),
    ),
  };
  resetClock = setClock(() => new Date(realNow.getTime() + 40 * DAY + (27 - hour) * 3_600_000));
  await cleanAtNight();
  await sealAudit();
  const after = await verifyChain();
  expect(after).toMatchObject({ isIntact: true, unsealed: 0 });
  const [first] = await database.query<{ place: string }>("SELECT min(place) AS place FROM audit_log");
  expect(Number(first?.place)).toBe(entries + 1);
});

test("orders and returns that no chat speaks of lose their buyer when they are as old as chats that go", async () => {
  const buyer = { buyerName: "Ольга", timeZone: "Asia/Omsk", city: "Омск", region: "Омская" };
  const place = (orderNumber: string, days: number, more: object = {}) =>
    db().posting.create({
      data: {
        ...{
          sellerId,
          orderNumber,
          postingNumber: `${orderNumber}-1`,
          orderedAt: ago(days),
          ...buyer,
          buyerKey: orderNumber,
        },
        ...{ status: "delivered", state: "delivered", stage: "delivered", ...more },
      },
    });
  await place("old", 40);
  await place("fresh", 10);
  await place("running", 40, { stage: "shipped" });
  await place("delivered lately", 40, { deliveredAt: ago(3) });
  await place("spoken of", 40);
  await makeChat(5, { orderNumber: "spoken of" });
  await place("of an old chat", 40);
  await place("newer, of the same buyer", 4, { buyerKey: "regular" });
  await place("older, of the same buyer", 35, { buyerKey: "regular", deliveredAt: ago(2) });
  await makeChat(45, { orderNumber: "of an old chat", buyerKey: "regular" });
  const returned = (orderNumber: string, more: object = {}) =>
    db().return.create({
      data: {
        ...{ sellerId, kind: "request", externalId: orderNumber, orderNumber, scheme: "rfbs", isOpen: false },
        ...{
          buyerName: "Ольга",
          comment: "Порвано",
          photos: ["https://x/1.jpg"],
          changedAt: ago(40),
          ...more,
        },
      },
    });
  await returned("old");
  await returned("spoken of");
  await returned("still open", { isOpen: true });
  await returned("fresh", { changedAt: ago(3) });
  await changeRetention({ actor: admin.actor, rules: { ...forEver, messages_days: 30 } });
  expect(await tryRetention({ rules: await readRetention() })).toMatchObject({ chats: 1, orders: 2 });
  await cleanAtNight();
  const anonymous = await db().posting.findMany({ where: { sellerId, isAnonymous: true } });
  expect(anonymous.map((row) => row.orderNumber).sort()).toEqual([
    "of an old chat",
    "old",
    "older, of the same buyer",
  ]);
  const nobody = { buyerName: null, buyerKey: null, timeZone: null, city: null, region: null };
  for (const row of anonymous) expect(row).toMatchObject(nobody);
  expect(await db().return.findMany({ where: { sellerId, isAnonymous: true } })).toMatchObject([
    { orderNumber: "old", buyerName: null, comment: null, photos: [] },
  ]);
  expect(await tryRetention({ rules: await readRetention() })).toMatchObject({ orders: 0 });
});
