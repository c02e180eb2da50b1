import { afterEach, describe, expect, test } from "vitest";
import { countAudience } from "@/lib/broadcasts/count-audience";
import { listAudience } from "@/lib/broadcasts/list-audience";
import { sparingRulesSetting } from "@/lib/broadcasts/rules";
import { db } from "@/lib/db/client";
import { writeSetting } from "@/lib/db/setting";
import { inTransaction } from "@/lib/db/transaction";
import { exclusionReasons } from "@/lib/wire/audience";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";
import {
  daysAgo,
  hoursAgo,
  inHours,
  makeBuyer,
  makeEarlier,
  makePosting,
  namesIn,
  termsOf,
} from "./audience-world";

ownDatabase();
afterEach(async () => {
  await db().setting.deleteMany();
});

const count = (sellerId: string, asked: Parameters<typeof termsOf>[1] = {}) =>
  countAudience({ actor: nobody, terms: termsOf(sellerId, asked) });
const setRules = (change: Partial<typeof sparingRulesSetting.fallback>) =>
  inTransaction((tx) =>
    writeSetting(tx, sparingRulesSetting, { ...sparingRulesSetting.fallback, ...change }),
  );
const optOut = (sellerId: string, chatId: string, liftedAt: Date | null = null) =>
  db().optOut.create({ data: { sellerId, chatId, source: "person", liftedAt } });

test("opted out: whoever said so in any of their chats, and whoever bears the tag; not who took it back", async () => {
  const sellerId = await makeStoredSeller();
  await optOut(sellerId, await makeBuyer(sellerId, "просил", { buyerKey: "1" }));
  await makeBuyer(sellerId, "его другой чат", { buyerKey: "1" });
  await optOut(sellerId, await makeBuyer(sellerId, "без ключа"));
  await makeBuyer(sellerId, "с тегом", { tags: ["не писать"], buyerKey: "2" });
  await makeBuyer(sellerId, "второй чат того же", { buyerKey: "2" });
  await optOut(sellerId, await makeBuyer(sellerId, "передумал", { buyerKey: "3" }), new Date());
  const other = await makeStoredSeller();
  await optOut(other, await makeBuyer(other, "чужой", { buyerKey: "3" }));
  expect((await namesIn(sellerId, {}, "opted_out")).sort()).toEqual([
    "без ключа",
    "второй чат того же",
    "его другой чат",
    "просил",
    "с тегом",
  ]);
  expect(await namesIn(sellerId)).toEqual(["передумал"]);
  await setRules({ opt_out_tag: "тихо" });
  expect(await count(sellerId)).toMatchObject({
    audience_count: 2,
    excluded: { opted_out: 3, same_buyer: 1 },
  });
});

test("not writable: closed there, or the window is over; a running order has none", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "закрыт", { marketplaceStatus: "closed" });
  await makeBuyer(sellerId, "поздно", { writableUntil: hoursAgo(1) });
  await makeBuyer(sellerId, "не писал", { writableUntil: null, buyerLastAt: null });
  await makeBuyer(sellerId, "заказ в пути", {
    writableUntil: null,
    isOrderOpen: true,
    buyerLastAt: daysAgo(9),
  });
  await makeBuyer(sellerId, "не посчитан", { writableUntil: null, buyerLastAt: hoursAgo(40) });
  await makeBuyer(sellerId, "через пять часов", { writableUntil: inHours(5) });
  expect((await namesIn(sellerId, {}, "not_writable")).sort()).toEqual(["закрыт", "не писал", "поздно"]);
  expect(await count(sellerId)).toMatchObject({
    matched: 6,
    audience_count: 3,
    writable: { unlimited: 1, within_6h: 1, within_24h: 1, later: 0, no_longer: 3 },
  });
  await db().seller.update({ where: { id: sellerId }, data: { dialect: "v1" } });
  expect(await count(sellerId)).toMatchObject({
    audience_count: 5,
    excluded: { not_writable: 1 },
    writable: { unlimited: 5, no_longer: 1 },
  });
});

test("open question: the buyer waits for a person, unless somebody closed the chat", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "ждёт", { waitingSince: hoursAgo(1) });
  await makeBuyer(sellerId, "получил ответ");
  await makeBuyer(sellerId, "сказал спасибо", { waitingSince: hoursAgo(1), status: "closed" });
  expect(await namesIn(sellerId, {}, "open_question")).toEqual(["ждёт"]);
  expect((await namesIn(sellerId)).sort()).toEqual(["получил ответ", "сказал спасибо"]);
});

test("frequency cap: one broadcast a buyer in so many days, whichever chat it went to", async () => {
  const sellerId = await makeStoredSeller();
  const first = await makeBuyer(sellerId, "получил", { buyerKey: "1" });
  await makeEarlier(sellerId, first, { sentAt: daysAgo(29), buyerKey: "1" });
  await makeBuyer(sellerId, "его второй чат", { buyerKey: "1" });
  const about = { sentAt: daysAgo(2), status: "unconfirmed", onceKey: "1-1:shipped" };
  await makeEarlier(sellerId, await makeBuyer(sellerId, "о заказе"), about);
  await makeEarlier(sellerId, await makeBuyer(sellerId, "не дошло"), { status: "failed" });
  await makeEarlier(sellerId, await makeBuyer(sellerId, "давно"), { sentAt: daysAgo(31) });
  expect((await namesIn(sellerId, {}, "frequency_cap")).sort()).toEqual([
    "его второй чат",
    "о заказе",
    "получил",
  ]);
  expect((await namesIn(sellerId)).sort()).toEqual(["давно", "не дошло"]);
  expect((await count(sellerId, { frequency_cap: "ignore" })).excluded).toEqual({ same_buyer: 1 });
  await setRules({ frequency_days: 0 });
  expect((await count(sellerId)).excluded).toEqual({ same_buyer: 1 });
  await setRules({ frequency_days: 60 });
  expect((await count(sellerId)).excluded).toEqual({ frequency_cap: 4 });
});

test("same buyer: of those chats that could get it, the one where the buyer wrote last", async () => {
  const sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "старый", { buyerKey: "1", buyerLastAt: hoursAgo(9) });
  await makeBuyer(sellerId, "новый", { buyerKey: "1", buyerLastAt: hoursAgo(5) });
  await makeBuyer(sellerId, "новейший, но ждёт", { buyerKey: "1", waitingSince: hoursAgo(1) });
  await makeBuyer(sellerId, "без ключа, раз");
  await makeBuyer(sellerId, "без ключа, два");
  expect(await namesIn(sellerId, {}, "same_buyer")).toEqual(["старый"]);
  expect((await namesIn(sellerId)).sort()).toEqual(["без ключа, два", "без ключа, раз", "новый"]);
});

describe("window ends", () => {
  test("who is late at the chosen pace takes no place from those who are not", async () => {
    const sellerId = await makeStoredSeller();
    // One message in two hours: the first leaves at once, the second in two hours, the third in four.
    const rate = 1 / 7200;
    await makeBuyer(sellerId, "через час", { writableUntil: inHours(1) });
    await makeBuyer(sellerId, "через полтора", { writableUntil: inHours(1.5) });
    await makeBuyer(sellerId, "через два с лишним", { writableUntil: inHours(2.1) });
    await makeBuyer(sellerId, "через три", { writableUntil: inHours(3) });
    await makeBuyer(sellerId, "через пять", { writableUntil: inHours(5) });
    await makeBuyer(sellerId, "без конца", { writableUntil: null, isOrderOpen: true });
    expect(await namesIn(sellerId, { rate_limit: rate }, "window_ends")).toEqual([
      "через полтора",
      "через три",
    ]);
    expect(await namesIn(sellerId, { rate_limit: rate })).toEqual([
      "через час",
      "через два с лишним",
      "через пять",
      "без конца",
    ]);
    expect(await count(sellerId, { rate_limit: rate })).toMatchObject({
      audience_count: 4,
      excluded: { window_ends: 2 },
      estimated_seconds: 4 * 7200,
    });
    expect((await count(sellerId)).excluded).toEqual({});
  });

  test("a window that ends in the quiet hours is over when they end", async () => {
    const sellerId = await makeStoredSeller();
    await makeBuyer(sellerId, "ночью", { writableUntil: new Date("2030-01-16T03:00:00Z") });
    await makeBuyer(sellerId, "утром", { writableUntil: new Date("2030-01-16T08:00:00Z") });
    // 23:30 in Moscow, which opens at 07:00 UTC.
    const asked = { quiet_hours: "respect", schedule_at: "2030-01-15T20:30:00.000Z" } as const;
    expect(await namesIn(sellerId, asked, "window_ends")).toEqual(["ночью"]);
    expect(await namesIn(sellerId, asked, "quiet_hours")).toEqual(["утром"]);
    expect((await count(sellerId, { ...asked, quiet_hours: "ignore" })).excluded).toEqual({});
  });

  test("a line that is longer than the day goes on the next morning", async () => {
    const sellerId = await makeStoredSeller();
    for (const n of [1, 2, 3, 4])
      await makeBuyer(sellerId, `${n}`, { writableUntil: new Date(`2030-01-16T0${5 + n}:30:00Z`) });
    // 19:30 in Moscow and one message in 20 minutes: two leave today, then from 07:00 UTC on one after the other.
    const asked = {
      quiet_hours: "respect",
      schedule_at: "2030-01-15T16:30:00.000Z",
      rate_limit: 1 / 1200,
    } as const;
    expect(await namesIn(sellerId, asked)).toEqual(["1", "2", "3", "4"]);
    await makeBuyer(sellerId, "0", { writableUntil: new Date("2030-01-16T06:15:00Z") });
    // Two ends before the morning, one place before the night.
    expect(await namesIn(sellerId, { ...asked, rate_limit: 1 / 2000 }, "window_ends")).toEqual(["1"]);
  });
});

describe("quiet hours", () => {
  const planned = "2030-01-15T17:30:00.000Z"; // 20:30 in Moscow, 19:30 in Kaliningrad, 03:30 in Vladivostok
  const late = {
    writableUntil: new Date("2030-02-01T00:00:00Z"),
    buyerLastAt: new Date("2030-01-15T10:00:00Z"),
  };
  const asked = { quiet_hours: "respect", schedule_at: planned } as const;

  test("are those of the order's newest posting, else of the seller, else of Moscow", async () => {
    const sellerId = await makeStoredSeller();
    await makeBuyer(sellerId, "Калининград", { ...late, orderNumber: "1" });
    await makePosting(sellerId, "1", { orderedAt: daysAgo(2), timeZone: "Europe/Kaliningrad" });
    await makePosting(sellerId, "1", {
      postingNumber: "1-0",
      orderedAt: daysAgo(9),
      timeZone: "Asia/Vladivostok",
    });
    await makeBuyer(sellerId, "Владивосток", { ...late, orderNumber: "2" });
    await makePosting(sellerId, "2", { timeZone: "Asia/Vladivostok" });
    await makeBuyer(sellerId, "пояс неизвестен", { ...late, orderNumber: "3" });
    await makePosting(sellerId, "3");
    expect(await namesIn(sellerId, asked)).toEqual(["Калининград"]);
    expect((await namesIn(sellerId, asked, "quiet_hours")).sort()).toEqual([
      "Владивосток",
      "пояс неизвестен",
    ]);
    // Vladivostok opens at 10:00 of the 16th there, seven hours before Moscow.
    expect(await count(sellerId, asked)).toMatchObject({
      audience_count: 1,
      resumes_at: "2030-01-16T00:00:00.000Z",
    });
    await db().sellerService.create({ data: { sellerId, timeZone: "Europe/Kaliningrad" } });
    expect((await namesIn(sellerId, asked)).sort()).toEqual(["Калининград", "пояс неизвестен"]);
    expect(await count(sellerId, { ...asked, quiet_hours: "ignore" })).toMatchObject({
      audience_count: 3,
      excluded: {},
      resumes_at: null,
    });
  });

  test("begin and end to the minute that is set", async () => {
    const sellerId = await makeStoredSeller();
    await makeBuyer(sellerId, "Москва", late);
    const isQuietAt = async (schedule_at: string) =>
      (await count(sellerId, { quiet_hours: "respect", schedule_at })).excluded.quiet_hours === 1;
    expect(await isQuietAt("2030-01-15T16:59:59.000Z")).toBe(false);
    expect(await isQuietAt("2030-01-15T17:00:00.000Z")).toBe(true);
    expect(await isQuietAt("2030-01-16T06:59:59.000Z")).toBe(true);
    expect(await isQuietAt("2030-01-16T07:00:00.000Z")).toBe(false);
    await setRules({ allowed_from: "12:15", allowed_to: "23:00" });
    expect(await isQuietAt("2030-01-15T17:00:00.000Z")).toBe(false);
    expect(
      await count(sellerId, { quiet_hours: "respect", schedule_at: "2030-01-16T07:00:00.000Z" }),
    ).toMatchObject({
      excluded: { quiet_hours: 1 },
      resumes_at: "2030-01-16T09:15:00.000Z",
    });
  });
});

test("the first reason in their order is told, and they add up to all", async () => {
  const sellerId = await makeStoredSeller();
  // Everything at once; each next chat lacks one reason more.
  const all = { tags: ["не писать"], writableUntil: hoursAgo(1), waitingSince: hoursAgo(1) };
  const capped = async (name: string, data: Parameters<typeof makeBuyer>[2]) =>
    makeEarlier(sellerId, await makeBuyer(sellerId, name, data));
  await capped("opted_out", all);
  await capped("not_writable", { ...all, tags: [] });
  await capped("open_question", { waitingSince: hoursAgo(1) });
  await capped("frequency_cap", { buyerKey: "1" });
  const rate = 1 / 36_000;
  await makeBuyer(sellerId, "same_buyer", {
    buyerKey: "2",
    buyerLastAt: hoursAgo(3),
    writableUntil: inHours(2),
  });
  await makeBuyer(sellerId, "gets it", {
    buyerKey: "2",
    buyerLastAt: hoursAgo(2),
    writableUntil: inHours(1),
  });
  await makeBuyer(sellerId, "window_ends", { writableUntil: inHours(2) });
  const asked = { rate_limit: rate };
  for (const reason of exclusionReasons.filter((one) => one !== "quiet_hours"))
    expect(await namesIn(sellerId, asked, reason)).toEqual([reason]);
  expect(await namesIn(sellerId, asked)).toEqual(["gets it"]);
  const { matched, audience_count, excluded } = await count(sellerId, asked);
  const left = Object.values(excluded).reduce((total, one) => total + one, 0);
  expect({ matched, audience_count, left }).toEqual({ matched: 7, audience_count: 1, left: 6 });
});

test("pages follow each other without a gap, by the moment of the first", async () => {
  const sellerId = await makeStoredSeller();
  for (const n of [1, 2, 3, 4, 5, 6, 7])
    await makeBuyer(sellerId, `${n}`, {
      writableUntil: n > 5 ? null : inHours(n > 3 ? 10 : 4),
      isOrderOpen: n > 5,
      buyerLastAt: n === 7 ? null : hoursAgo(n),
    });
  const read: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudience({ actor: nobody, terms: termsOf(sellerId), limit: 2, cursor });
    read.push(...page.items.map((item) => item.buyer_name ?? ""));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(read).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  const wrong = listAudience({ actor: nobody, terms: termsOf(sellerId), limit: 2, cursor: "eyJpZCI6MX0" });
  await expect(wrong).rejects.toMatchObject({ code: "invalid_cursor" });
});

test("a pace beyond the seller's limits is refused with the highest possible, a foreign seller is not there", async () => {
  const sellerId = await makeStoredSeller();
  await expect(count(sellerId, { rate_limit: 51 })).rejects.toMatchObject({
    code: "rate_too_high",
    details: { max_rate: 50 },
  });
  const operator = { ...nobody, role: "operator" as const };
  const foreign = countAudience({ actor: operator, terms: termsOf(sellerId) });
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
});
