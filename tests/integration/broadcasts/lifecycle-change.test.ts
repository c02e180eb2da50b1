import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { cancelBroadcast } from "@/lib/broadcasts/cancel";
import { type BroadcastChange, changeBroadcast } from "@/lib/broadcasts/change-broadcast";
import { db } from "@/lib/db/client";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer } from "./audience-world";
import { actsOf, codeOf, make, refusalOf } from "./lifecycle-world";

const database = ownDatabase();
let admin: Person;
let lead: Person;
let sellerId: string;

beforeAll(async () => {
  [admin, lead] = [await makeAdmin(), await makeSupervisor()];
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "Иван П.");
});
afterEach(resetClock);

const change = (person: Person, broadcastId: string, given: BroadcastChange) =>
  changeBroadcast({ actor: person.actor, broadcastId, change: given });
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const byRules = { quiet_hours: "respect" };

test("everything of a draft can be changed, and what is not given stays", async () => {
  const { id } = await make(lead, sellerId, { ...byRules, start: false, filters: { unread_count: 0 } });
  const variants = [
    { template: "Раз", share: 50 },
    { template: "Два", share: 50 },
  ];
  expect(await change(lead, id, { variants, schedule_at: later(60), time_zone: "Asia/Omsk" })).toMatchObject({
    status: "draft",
    variants: [
      { key: "A", template: "Раз", share: 50 },
      { key: "B", template: "Два", share: 50 },
    ],
    filters: { unread_count: 0 },
    time_zone: "Asia/Omsk",
  });
  const changed = await change(lead, id, {
    name: "Осень",
    template: "Один",
    filters: { tags: ["vip"] },
    order_events: ["delivered"],
    rate_limit: 3,
    schedule_at: null,
    time_zone: null,
  });
  expect(changed).toMatchObject({
    name: "Осень",
    kind: "order",
    variants: [{ key: "A", template: "Один", share: 100 }],
    filters: { tags: ["vip"] },
    order_events: ["delivered"],
    rate_limit: 3,
    schedule_at: null,
    time_zone: null,
  });
  expect(await change(lead, id, { order_events: null })).toMatchObject({ kind: "once", order_events: [] });
  expect(await actsOf(database, id)).toEqual(["broadcast.added", ...Array(3).fill("broadcast.changed")]);
});

test.each<[BroadcastChange, string]>([
  [{ template: "{скидка}" }, "template_unknown_variable"],
  [{ template: "{product}" }, "template_empty"],
  [{ template: "ж".repeat(1001) }, "text_too_long"],
  [{ rate_limit: 51 }, "rate_too_high"],
  [{ rate_limit: 51, filters: {} }, "rate_too_high"],
  [{ schedule_at: "2020-01-01T00:00:00Z" }, "schedule_in_past"],
  [{ time_zone: "Луна" }, "unknown_time_zone"],
  [{ quiet_hours: "ignore" }, "not_allowed"],
])("a change that can never be sent is refused: %j, %s", async (given, code) => {
  const before = await make(lead, sellerId, { ...byRules, start: false });
  expect(await codeOf(change(lead, before.id, given))).toBe(code);
  expect(await db().broadcast.findUniqueOrThrow({ where: { id: before.id } })).toMatchObject({
    variants: before.variants,
    rateLimit: before.rate_limit,
    quietHours: "respect",
  });
});

test("a draft whose time has passed can be changed without another time", async () => {
  const { id } = await make(lead, sellerId, { ...byRules, start: false, schedule_at: later(60) });
  moveClock(120);
  expect((await change(lead, id, { template: "Иначе" })).template).toBe("Иначе");
});

test("what an admin has ignore the rules is theirs to word", async () => {
  const { id } = await make(admin, sellerId, { start: false, frequency_cap: "ignore" });
  expect(await codeOf(change(lead, id, { template: "Иначе" }))).toBe("not_allowed");
  expect((await change(lead, id, { name: "Зима" })).name).toBe("Зима");
  const tamed = { template: "Иначе", quiet_hours: "respect", frequency_cap: "respect" } as const;
  expect(await change(lead, id, tamed)).toMatchObject({ quiet_hours: "respect", template: "Иначе" });
});

test("what waits for its time can be moved, reworded, and taken off", async () => {
  const { id } = await make(admin, sellerId, { schedule_at: later(60) });
  const moved = await change(admin, id, { schedule_at: later(600), template: "Позже" });
  expect(moved).toMatchObject({ status: "scheduled", template: "Позже" });
  expect(await change(admin, id, { schedule_at: null })).toMatchObject({
    status: "draft",
    schedule_at: null,
  });
});

test("of one under way only its name and pace; of one that is over nothing", async () => {
  const { id } = await make(admin, sellerId);
  expect(await change(lead, id, { name: "Идёт", rate_limit: 1 })).toMatchObject({
    status: "running",
    name: "Идёт",
    rate_limit: 1,
  });
  expect(await refusalOf(change(lead, id, { name: "x", template: "Поздно" }))).toEqual({
    code: "broadcast_state",
    details: { status: "running" },
  });
  await cancelBroadcast({ actor: lead.actor, broadcastId: id });
  expect(await codeOf(change(lead, id, { name: "Поздно" }))).toBe("broadcast_state");
});

test("a broadcast of a seller that is not theirs is not there for them", async () => {
  const { id } = await make(admin, sellerId, { start: false });
  expect(await codeOf(change(await makeOperator([]), id, { name: "x" }))).toBe("not_found");
  expect(await codeOf(change(admin, "no-id", { name: "x" }))).toBe("not_found");
});
