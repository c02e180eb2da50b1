import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listRecipients } from "@/lib/broadcasts/list-recipients";
import { exportRecipients } from "@/lib/broadcasts/recipients-csv";
import { getBroadcastResult } from "@/lib/broadcasts/result";
import { db } from "@/lib/db/client";
import type { Language } from "@/lib/i18n/error-sentence";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";
import { daysAgo, hoursAgo, makeBroadcast } from "./audience-world";
import { makeToldChat, minute, tell } from "./told-chats";

const database = ownDatabase();
let admin: Person;
let sellerId: string;
let broadcastId: string;
beforeAll(async () => {
  admin = await makeAdmin();
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  broadcastId = await makeBroadcast(sellerId, { status: "running", startedAt: hoursAgo(1) });
});
afterEach(() => resetClock());

type Query = Partial<Parameters<typeof listRecipients>[0]["query"]>;
const list = (query: Query = {}, language: Language = "ru", person = admin) =>
  listRecipients({ actor: person.actor, broadcastId, language, query: { limit: 50, ...query } });
const result = (person = admin) => getBroadcastResult({ actor: person.actor, broadcastId });
const add = async (given: Partial<Parameters<typeof tell>[1]> = {}, name: string | null = null) =>
  tell(await makeToldChat(sellerId, { buyerName: name }), { broadcastId, ...given });
const change = (id: string, data: object) => db().broadcastRecipient.update({ where: { id }, data });

/** So many pending recipients, or sent ones of a variant of which some answered; as their rows alone. */
async function addMany(count: number, columns: Record<string, string>): Promise<void> {
  const names = Object.keys(columns);
  await database.query(
    `INSERT INTO broadcast_recipients (broadcast_id, seller_id, chat_id, position, ${names.join(", ")})
     SELECT $1, $2, uuid7(), n, ${Object.values(columns).join(", ")} FROM generate_series(1, ${count}) n`,
    [broadcastId, sellerId],
  );
}

describe("the list of recipients", () => {
  test("pages in the order of turns, with names, orders and what the buyer said", async () => {
    const names = ["третий", "первый", "второй", "тоже второй"];
    for (const [place, name] of names.entries()) await add({ position: [3, 1, 2, 2][place] ?? 0 }, name);
    const seen: Array<string | null> = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      expect(page.items).toHaveLength(1);
      seen.push(...page.items.map((item) => item.buyer_name));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["первый", "второй", "тоже второй", "третий"]);
    await expect(list({ cursor: "выдумка" })).rejects.toThrow("invalid_cursor");
  });

  test("each filter leaves who it names", async () => {
    const chat = await makeToldChat(sellerId, { buyerName: "ответил", orderNumber: "100-1" });
    const { recipientId } = await tell(chat, { broadcastId, position: 1, variant: "B" });
    const replyId = await makeStoredMessage({ sellerId, chatId: chat.id }, { text: "Да! ".repeat(100) });
    await change(recipientId, { repliedAt: minute(5), replyMessageId: replyId });
    const buyer = await add({ position: 2 }, "купил");
    await change(buyer.recipientId, { boughtAt: minute(6), boughtOrder: "100-2" });
    await add({ position: 3, status: "failed", reason: "chat_closed" }, "отказ");
    await add({ position: 4, status: "skipped", reason: "opted_out" }, "не хочет");
    const namesOf = async (query: Query) => (await list(query)).items.map((item) => item.buyer_name);
    expect(await namesOf({ status: "sent" })).toEqual(["ответил", "купил"]);
    expect(await namesOf({ reason: "chat_closed" })).toEqual(["отказ"]);
    expect(await namesOf({ variant: "B" })).toEqual(["ответил"]);
    expect(await namesOf({ replied: "true" })).toEqual(["ответил"]);
    expect(await namesOf({ replied: "false", status: "sent" })).toEqual(["купил"]);
    expect(await namesOf({ bought: "true" })).toEqual(["купил"]);
    expect(await namesOf({ bought: "false", variant: "A" })).toEqual(["отказ", "не хочет"]);
    const [first] = (await list({ limit: 1 })).items;
    expect(first).toMatchObject({
      chat_id: chat.id,
      order_number: "100-1",
      status: "sent",
      reason: null,
      sent_at: minute(0).toISOString(),
      replied_at: minute(5).toISOString(),
      bought_at: null,
    });
    expect(first?.reply_text).toHaveLength(200);
  });

  test("says why in the reader's language, with the marketplace's own words", async () => {
    await add({ position: 1, status: "skipped", reason: "opted_out" });
    await add({ position: 2, status: "failed", reason: "moderation_rejected", reasonText: "phone number" });
    await add({ position: 3, status: "unconfirmed" });
    await add({ position: 4, status: "failed", reason: "of_tomorrow" });
    const reasons = async (language: Language) => (await list({}, language)).items.map((item) => item.reason);
    const [english, russian] = [await reasons("en"), await reasons("ru")];
    expect(english.map((reason) => reason?.code)).toEqual([
      "opted_out",
      "moderation_rejected",
      "delivery_unconfirmed",
      "of_tomorrow",
    ]);
    expect(english[0]?.message).toMatch(/^Asks not to be written to/);
    expect(english[1]?.message).toMatch(/\(phone number\)$/);
    expect(russian[0]?.message).toMatch(/^Просит не писать/);
    expect(russian[2]?.message).toMatch(/^Неизвестно, дошло ли/);
    expect(english[3]?.message).toBe("of_tomorrow");
    expect((await list({ reason: "delivery_unconfirmed" })).items).toHaveLength(1);
  });
});

test("the table holds everybody, keeps formulas as text, and stands in the log", async () => {
  await addMany(1_001, { status: "'pending'" });
  await add({ position: 5_000, status: "failed", reason: "chat_closed" }, '=HYPERLINK("http://зло")');
  const read = async (filters: Query) => {
    const asked = { actor: admin.actor, broadcastId, language: "ru" as const, filters };
    // Response.text() would drop the mark at its beginning.
    return Buffer.from(await new Response(await exportRecipients(asked)).arrayBuffer()).toString();
  };
  const lines = (await read({})).split("\r\n");
  expect(lines).toHaveLength(1 + 1_002 + 1);
  expect(lines[0]).toBe(
    "\uFEFFid;chat_id;buyer_name;order_number;variant;status;reason_code;reason;due_at;sent_at;replied_at;reply_text;bought_at;bought_order",
  );
  expect(lines.at(-2)).toContain(`"'=HYPERLINK(""http://зло"")"`);
  expect((await read({ status: "failed" })).split("\r\n")).toHaveLength(3);
  const logged = await database.query<{ details: unknown }>(
    "SELECT details FROM audit_log WHERE action = 'broadcast.exported' AND subject_id = $1 ORDER BY id",
    [broadcastId],
  );
  expect(logged.map(({ details }) => details)).toEqual([
    expect.not.objectContaining({ status: "failed" }),
    expect.objectContaining({ status: "failed" }),
  ]);
});

describe("the result", () => {
  test("counts by reason and by variant, and says which variant is better when that is hardly chance", async () => {
    await db().broadcast.update({
      where: { id: broadcastId },
      data: {
        variants: [
          { key: "A", template: "Раз", share: 60 },
          { key: "B", template: "Два", share: 40 },
        ],
      },
    });
    const sent = (variant: string, replied: number) => ({
      status: "'sent'",
      variant: `'${variant}'`,
      sent_at: "now() - interval '1 day'",
      replied_at: `CASE WHEN n <= ${replied} THEN now() END`,
      bought_at: "CASE WHEN n <= 2 THEN now() END",
    });
    await addMany(300, sent("A", 30));
    await addMany(200, sent("B", 50));
    await addMany(7, { status: "'failed'", reason: "'chat_closed'" });
    await addMany(3, { status: "'unconfirmed'", reason: "NULL", replied_at: "now()", variant: "'B'" });
    await addMany(4, { status: "'skipped'", reason: "'frequency_cap'" });
    const found = await result();
    expect(found).toMatchObject({
      failed_by_reason: { chat_closed: 7, delivery_unconfirmed: 3 },
      skipped_by_reason: { frequency_cap: 4 },
      variants: [
        { key: "A", share: 60, template: "Раз", sent: 300, replied: 30, bought: 2 },
        { key: "B", share: 40, template: "Два", sent: 200, replied: 50, bought: 2 },
      ],
      purchases_differ: { p_value: null, leader: null },
      rate_now: 0,
      seconds_left: 0,
    });
    expect(found.replies_differ.leader).toBe("B");
    expect(found.replies_differ.p_value).toBeLessThan(0.001);
  });

  test("tells the pace of the last minute, and how long it will take from now", async () => {
    await addMany(60, {
      status: "'sent'",
      sent_at: "now() - interval '20 seconds' + n * interval '0.3 seconds'",
    });
    await addMany(500, { status: "'sent'", sent_at: "now() - interval '2 hours'" });
    await addMany(30, { status: "'pending'" });
    const { rate_now: rate, seconds_left: left } = await result();
    expect(rate).toBeGreaterThan(1);
    expect(rate).toBeLessThanOrEqual(3.1);
    expect(left).toBe(Math.ceil(30 / rate));
    await addMany(10, { status: "'pending'", due_at: "now() + interval '1 hour'" });
    const later = (await result()).seconds_left ?? 0;
    expect(later).toBeGreaterThan(3_590);
    expect(later).toBeLessThan(3_700);
  });

  test("of one that stands has no pace and no end; without a pace the chosen one is taken", async () => {
    await addMany(100, { status: "'pending'" });
    expect(await result()).toMatchObject({ rate_now: 0, seconds_left: 10, replies_until: null });
    await addMany(5, { status: "'sent'", sent_at: "now()" });
    await db().broadcast.update({ where: { id: broadcastId }, data: { status: "paused" } });
    expect(await result()).toMatchObject({ rate_now: 0, seconds_left: null });
  });

  test("says until when answers and orders count", async () => {
    const last = daysAgo(2);
    await add({ sentAt: daysAgo(3) });
    await add({ sentAt: last });
    const { replies_until: replies, purchases_until: purchases } = await result();
    expect(Date.parse(replies ?? "") - last.getTime()).toBe(7 * 86_400_000);
    expect(Date.parse(purchases ?? "") - last.getTime()).toBe(14 * 86_400_000);
  });
});

test("a supervisor sees every seller's, somebody without the seller none", async () => {
  await add();
  const [supervisor, stranger] = [await makeSupervisor(), await makeOperator([])];
  expect((await list({}, "ru", supervisor)).items).toHaveLength(1);
  expect((await result(supervisor)).variants[0]?.sent).toBe(1);
  await expect(list({}, "ru", stranger)).rejects.toThrow("not_found");
  await expect(result(stranger)).rejects.toThrow("not_found");
  const asked = { actor: stranger.actor, broadcastId, language: "ru" as const, filters: {} };
  await expect(exportRecipients(asked)).rejects.toThrow("not_found");
});
