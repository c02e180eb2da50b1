import { beforeAll, expect, test } from "vitest";
import { changeBroadcastRules, readBroadcastRules } from "@/lib/broadcasts/change-rules";
import { readSparingRules } from "@/lib/broadcasts/rules";
import { DEFAULT_OPT_OUT_WORDS, readOptOutWords } from "@/lib/chats/opt-out-words";
import { setClock } from "@/lib/clock";
import { db } from "@/lib/db/client";
import { changeBroadcastRules as endpoint } from "@/lib/wire/broadcast-rules";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer, makePosting } from "./audience-world";
import { make } from "./lifecycle-world";

ownDatabase();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

const isLooking = async () => (await db().setting.count({ where: { name: "opt_out_look" } })) === 1;

test("until somebody chooses: 30 days, ten to eight, the words we know", async () => {
  expect(await readBroadcastRules()).toMatchObject({
    frequency_days: 30,
    allowed_from: "10:00",
    allowed_to: "20:00",
    opt_out_words: DEFAULT_OPT_OUT_WORDS,
    approval_above: null,
  });
});

test("what is chosen holds, is on record with what it was, and other words are looked for", async () => {
  const before = await readBroadcastRules();
  await changeBroadcastRules({ actor: admin.actor, rules: { ...before, frequency_days: 14 } });
  expect((await readSparingRules()).frequency_days).toBe(14);
  expect(await isLooking()).toBe(false);
  const words = ["не пишите", "хватит", "не пишите"];
  const changed = await changeBroadcastRules({
    actor: admin.actor,
    rules: { ...before, frequency_days: 14, opt_out_words: words },
  });
  expect(changed.opt_out_words).toEqual(["не пишите", "хватит"]);
  expect(await readOptOutWords()).toEqual(["не пишите", "хватит"]);
  expect(await isLooking()).toBe(true);
  await changeBroadcastRules({ actor: admin.actor, rules: changed });
  const acts = await db().auditEntry.findMany({
    where: { action: "broadcast_rules.changed" },
    orderBy: { at: "asc" },
  });
  expect(acts.map((entry) => entry.details)).toEqual([
    { frequency_days: { was: 30, is: 14 } },
    { opt_out_words: { was: [...DEFAULT_OPT_OUT_WORDS], is: ["не пишите", "хватит"] } },
  ]);
});

test("a day without an opening is no rule", async () => {
  const rules = await readBroadcastRules();
  const isTaken = (change: object) => endpoint.body.safeParse({ ...rules, ...change }).success;
  expect(isTaken({})).toBe(true);
  expect(isTaken({ allowed_from: "20:00", allowed_to: "10:00" })).toBe(false);
  expect(isTaken({ allowed_from: "10:00", allowed_to: "10:00" })).toBe(false);
  expect(isTaken({ allowed_to: "24:00" })).toBe(false);
  expect(isTaken({ opt_out_words: ["не"] })).toBe(false);
});

test("with other hours, who waits for the morning waits for the new one, or no longer", async () => {
  const inTheEvening = "2030-01-15T18:00:00.000Z"; // nine in Moscow
  const putBack = setClock(() => new Date(inTheEvening));
  try {
    const sellerId = await makeStoredSeller();
    const chat = { writableUntil: new Date("2030-01-17T00:00:00Z"), buyerLastAt: new Date(inTheEvening) };
    const inMoscow = await makeBuyer(sellerId, "Москва", chat);
    const inOmsk = await makeBuyer(sellerId, "Омск", { ...chat, orderNumber: "1" });
    await makePosting(sellerId, "1", { timeZone: "Asia/Omsk" });
    const tried = await makeBuyer(sellerId, "Пробовали", chat);
    const { id } = await make(admin, sellerId, { quiet_hours: "respect" });
    await db().broadcastRecipient.updateMany({
      where: { broadcastId: id, chatId: tried },
      data: { attempts: 1 },
    });
    const dueOf = async (chatId: string) =>
      (
        await db().broadcastRecipient.findFirstOrThrow({ where: { broadcastId: id, chatId } })
      ).dueAt?.toISOString();
    const ten = "2030-01-16T07:00:00.000Z";
    expect([await dueOf(inMoscow), await dueOf(inOmsk)]).toEqual([ten, "2030-01-16T04:00:00.000Z"]);
    const before = await readBroadcastRules();
    const change = (hours: object) =>
      changeBroadcastRules({ actor: admin.actor, rules: { ...before, ...hours } });
    await change({ allowed_from: "09:30", allowed_to: "22:00" });
    expect([await dueOf(inMoscow), await dueOf(inOmsk)]).toEqual([undefined, "2030-01-16T03:30:00.000Z"]);
    expect(await dueOf(tried)).toBe(ten);
    await change({});
    expect([await dueOf(inMoscow), await dueOf(inOmsk)]).toEqual([undefined, "2030-01-16T04:00:00.000Z"]);
  } finally {
    putBack();
  }
});
