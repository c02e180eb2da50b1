import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { reportChats } from "@/lib/reports/chat-report";
import { toActor } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";

ownDatabase();

/** 2 November 2026 is a Monday; times of day are Moscow's (UTC+3). */
const at = (day: number, time: string) =>
  new Date(`2026-11-${String(day).padStart(2, "0")}T${time}:00+03:00`);
const period = {
  from: at(2, "00:00").toISOString(),
  to: at(9, "00:00").toISOString(),
  time_zone: "Europe/Moscow",
};

let admin: Person;
let anna: Person;
let boris: Person;
let homeId: string;
let shoesId: string;

async function makeSeller(name: string, service?: { first: number | null; hours?: object }): Promise<string> {
  const seller = await db().seller.create({
    data: {
      name,
      marketplace: "ozon",
      accountId: randomUUID(),
      apiKeyHint: "…0000",
      dialect: "v3",
      webhookId: randomUUID(),
    },
  });
  if (service !== undefined) {
    await db().sellerService.create({
      data: {
        sellerId: seller.id,
        firstReplyMinutes: service.first,
        nextReplyMinutes: 30,
        hours: service.hours,
      },
    });
  }
  return seller.id;
}

type Word = readonly [who: "buyer" | "auto" | "cabinet" | "failed" | "cancelled" | Person, when: Date];

/** A chat with these words, as ingest and sending would have stored them. */
async function makeChat(sellerId: string, words: readonly Word[], rest: object = {}): Promise<string> {
  const chat = await db().chat.create({
    data: {
      sellerId,
      externalId: randomUUID(),
      kind: "buyer",
      createdAt: words[0]?.[1] ?? at(2, "00:00"),
      ...rest,
    },
  });
  for (const [who, when] of words) {
    const person = typeof who === "string" ? null : who;
    const isBuyer = who === "buyer";
    await db().message.create({
      data: {
        chatId: chat.id,
        sellerId,
        direction: isBuyer ? "inbound" : "outbound",
        authorType: isBuyer ? "buyer" : who === "cabinet" ? "seller" : "operator",
        authorId:
          who === "cabinet"
            ? "204815"
            : (person?.user.id ?? (who === "failed" || who === "cancelled" ? admin.user.id : null)),
        text: "…",
        status: isBuyer ? "received" : who === "failed" || who === "cancelled" ? who : "sent",
        createdAt: when,
      },
    });
  }
  return chat.id;
}

const close = (chatId: string, sellerId: string, by: Person, when: Date) =>
  db().note.create({
    data: {
      chatId,
      sellerId,
      kind: "activity",
      authorType: "user",
      authorId: by.user.id,
      act: { name: "closed" },
      createdAt: when,
    },
  });

const report = (given: Partial<Parameters<typeof reportChats>[0]> = {}) =>
  reportChats({ actor: admin.actor, ...period, ...given });

beforeAll(async () => {
  admin = await makeAdmin();
  homeId = await makeSeller("Дом");
  // Works on weekdays from nine to six; ten minutes to the first reply.
  const weekday = [["09:00", "18:00"]];
  const hours = { "1": weekday, "2": weekday, "3": weekday, "4": weekday, "5": weekday, "6": [], "7": [] };
  shoesId = await makeSeller("Обувь", { first: 10, hours });
  anna = await makeOperator([homeId, shoesId]);
  boris = await makeOperator([homeId]);
  // First reply after 10 min by Anna, a second question answered after 30 by Boris; two words in a row are one wait.
  const first = await makeChat(homeId, [
    ["buyer", at(2, "10:00")],
    ["buyer", at(2, "10:05")],
    [anna, at(2, "10:10")],
    ["buyer", at(2, "11:00")],
    [boris, at(2, "11:30")],
  ]);
  await close(first, homeId, anna, at(2, "12:00"));
  // What is said by itself, fails or is taken back is no answer; the cabinet's word is, two days later.
  await makeChat(homeId, [
    ["buyer", at(3, "10:00")],
    ["auto", at(3, "10:01")],
    ["failed", at(3, "10:20")],
    ["cancelled", at(3, "10:21")],
    ["cabinet", at(5, "10:00")],
  ]);
  // Asked before the period and again within it: that wait is not of this period.
  await makeChat(homeId, [
    ["buyer", at(1, "23:00")],
    ["buyer", at(2, "01:00")],
    [anna, at(2, "02:00")],
  ]);
  // Still waiting.
  await makeChat(homeId, [["buyer", at(8, "12:00")]], { waitingSince: at(8, "12:00") });
  // Friday evening, answered on Monday five minutes after opening: in time, by business hours. Outside the period's end.
  await makeChat(shoesId, [
    ["buyer", at(6, "17:55")],
    [anna, at(9, "09:04")],
  ]);
  // In the middle of a working day, a quarter of an hour: late.
  await makeChat(shoesId, [
    ["buyer", at(4, "12:00")],
    [anna, at(4, "12:15")],
  ]);
});

describe("the report of a period", () => {
  test("counts waits, not messages: who waited, who was answered, how long it took", async () => {
    const { total } = await report();
    expect(total).toMatchObject({ chats_in: 5, answered: 5, waiting: 1, messages_in: 8 });
    // 10 min, 48 h, 63 h 9 min (over the weekend), 15 min
    expect(total.first_reply).toMatchObject({ count: 4, median_seconds: (900 + 172_800) / 2 });
    expect(total.next_reply).toEqual({ count: 1, median_seconds: 1800, p90_seconds: 1800 });
  });

  test("what was said by itself, failed or taken back answers nobody", async () => {
    const { by_day } = await report();
    expect(by_day.find(({ day }) => day === "2026-11-03")?.figures.first_reply.median_seconds).toBe(172_800);
  });

  test("a wait that began before the period is not counted in it", async () => {
    const { by_hour } = await report();
    expect(by_hour.find(({ hour }) => hour === 1)?.figures.answered ?? 0).toBe(0);
  });

  test("targets are measured in the seller's business hours", async () => {
    const { by_seller } = await report();
    const shoes = by_seller.find((row) => row.seller_id === shoesId);
    // Friday 17:55 to Monday 09:04 are nine minutes of work; the quarter of an hour on Wednesday is late.
    expect(shoes).toMatchObject({ name: "Обувь", figures: { answered: 2, missed_target: 1 } });
    // At home an hour is the target: the cabinet's two days and the one still waiting missed it.
    expect(by_seller.find((row) => row.seller_id === homeId)?.figures.missed_target).toBe(2);
  });

  test("the share answered within a day counts as the marketplace does", async () => {
    const { total } = await report();
    // Five answered: three within a day; the one that waits since the 8th is over a day old as well.
    expect(total.within_24h).toBeCloseTo(3 / 6);
  });

  test("times of people are of their own answers", async () => {
    const { by_operator } = await report();
    const of = (person: Person) => by_operator.find((row) => row.operator_id === person.user.id)?.figures;
    expect(by_operator).toHaveLength(2); // the cabinet names no person
    expect(of(boris)).toMatchObject({ answered: 1, messages_out: 1, next_reply: { median_seconds: 1800 } });
    expect(of(anna)).toMatchObject({ answered: 3, resolution: { count: 1, median_seconds: 7200 } });
    expect((await report({ operator_id: boris.user.id })).total).toMatchObject({
      answered: 1,
      messages_out: 1,
    });
  });

  test("hours and weekdays are of the reader's zone", async () => {
    const moscow = await report({ seller_id: shoesId });
    expect(moscow.by_weekday.map(({ weekday }) => weekday)).toEqual([3, 5]);
    expect(moscow.by_hour.map(({ hour }) => hour)).toEqual([12, 17]);
    const kamchatka = await report({ seller_id: shoesId, time_zone: "Asia/Kamchatka" });
    expect(kamchatka.by_hour.map(({ hour }) => hour)).toEqual([2, 21]);
  });

  test("an operator's sellers alone are counted, also by name", async () => {
    const seen = await reportChats({ actor: toActor(boris.user), ...period });
    expect(seen.by_seller.map((row) => row.name)).toEqual(["Дом"]);
    expect(
      (await reportChats({ actor: toActor(boris.user), ...period, seller_id: shoesId })).total.chats_in,
    ).toBe(0);
  });

  test("a silent period is all noughts, not an error", async () => {
    const { total, by_day } = await report({ from: "2020-01-01T00:00:00Z", to: "2020-02-01T00:00:00Z" });
    expect(total).toMatchObject({
      chats_in: 0,
      within_24h: null,
      first_reply: { count: 0, median_seconds: null },
    });
    expect(by_day).toEqual([]);
  });

  test.each([
    [{ to: period.from }, "invalid_input"],
    [{ from: "2020-01-01T00:00:00Z" }, "period_too_long"],
    [{ time_zone: "Mars/Olympus" }, "unknown_time_zone"],
    [{ time_zone: "+03:00" }, "unknown_time_zone"],
  ])("%j is refused as %s", async (given, code) => {
    await expect(report(given)).rejects.toMatchObject({ code });
  });
});
