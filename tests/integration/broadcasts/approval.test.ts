import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { changeBroadcast } from "@/lib/broadcasts/change-broadcast";
import { startDueBroadcasts } from "@/lib/broadcasts/start";
import { approveBroadcast, startBroadcast } from "@/lib/broadcasts/start-broadcast";
import { db } from "@/lib/db/client";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer } from "./audience-world";
import { actsOf, codeOf, make, recipientsOf, refusalOf, setSparing } from "./lifecycle-world";

const database = ownDatabase();
let maker: Person;
let other: Person;
let sellerId: string;

beforeAll(async () => {
  [maker, other] = [await makeAdmin(), await makeSupervisor()];
});
beforeEach(async () => {
  await setSparing({ approval_above: 1 });
  await db().notice.deleteMany();
  sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "Иван П.");
  await makeBuyer(sellerId, "Ольга");
});
afterEach(resetClock);

const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const statusOf = (id: string) =>
  db().broadcast.findUniqueOrThrow({ where: { id }, select: { status: true, approval: true } });
const approve = (person: Person, id: string) => approveBroadcast({ actor: person.actor, broadcastId: id });
const asked = { status: "draft", approval: "needed" };
const askedUsers = async () =>
  (await db().notice.findMany({ where: { kind: "broadcast_approval" } })).map((notice) => notice.userId);

test("more recipients than one person may write to: it is kept, waits, and those who may agree are told", async () => {
  await makeOperator([sellerId]);
  const made = await make(maker, sellerId, { name: "Осень" });
  expect(made).toMatchObject({ ...asked, counts: { audience: 0 } });
  expect(await recipientsOf(database, made.id)).toEqual({});
  expect(await askedUsers()).toEqual([other.user.id]);
  expect(await db().notice.findFirstOrThrow()).toMatchObject({ fromName: maker.user.name, text: "Осень" });
  expect(await actsOf(database, made.id)).toEqual(["broadcast.added", "broadcast.approval_asked"]);
});

test("a second person lets it start, the maker does not, and nobody twice", async () => {
  const { id } = await make(maker, sellerId);
  expect(await codeOf(approve(maker, id))).toBe("approval_own");
  expect(await codeOf(startBroadcast({ actor: other.actor, broadcastId: id }))).toBe("approval_needed");
  const approved = await approve(other, id);
  expect(approved).toMatchObject({
    status: "running",
    approval: "given",
    approved_by: other.user.id,
    counts: { audience: 2, queued: 2 },
  });
  expect(await codeOf(approve(other, id))).toBe("broadcast_state");
  expect((await actsOf(database, id)).slice(-2)).toEqual(["broadcast.approved", "broadcast.started"]);
  expect(await askedUsers()).toHaveLength(1);
});

test("as many as one person may write to need nobody else, and without a limit nobody ever does", async () => {
  await setSparing({ approval_above: 2 });
  expect(await make(maker, sellerId)).toMatchObject({ status: "running", approval: "not_needed" });
  await setSparing({ approval_above: null });
  expect(await make(maker, sellerId)).toMatchObject({ status: "running", approval: "not_needed" });
  await setSparing({ approval_above: 0 });
  expect(await make(maker, sellerId, { order_events: ["delivered"] })).toMatchObject({ status: "running" });
});

test("a draft is judged when it is started, and the one who starts it hears why not", async () => {
  const { id } = await make(maker, sellerId, { start: false });
  expect(await statusOf(id)).toEqual({ status: "draft", approval: "not_needed" });
  const refusal = await refusalOf(startBroadcast({ actor: maker.actor, broadcastId: id }));
  expect(refusal).toEqual({ code: "approval_needed", details: { audience: 2, approval_above: 1 } });
  expect(await statusOf(id)).toEqual(asked);
  expect(await recipientsOf(database, id)).toEqual({});
});

test("nobody agrees to words that were changed afterwards", async () => {
  const { id } = await make(maker, sellerId, { schedule_at: later(60) });
  expect(await statusOf(id)).toEqual(asked);
  expect(await approve(other, id)).toMatchObject({ status: "scheduled", approval: "given" });
  await changeBroadcast({ actor: maker.actor, broadcastId: id, change: { name: "x", rate_limit: 1 } });
  expect(await statusOf(id)).toEqual({ status: "scheduled", approval: "given" });
  await changeBroadcast({ actor: maker.actor, broadcastId: id, change: { template: "Другое" } });
  expect(await statusOf(id)).toEqual(asked);
});

test("whoever last wrote its words is not the second person", async () => {
  const { id } = await make(maker, sellerId, { start: false, quiet_hours: "respect" });
  await changeBroadcast({ actor: other.actor, broadcastId: id, change: { template: "Совсем другое" } });
  expect(await codeOf(startBroadcast({ actor: other.actor, broadcastId: id }))).toBe("approval_needed");
  expect(await codeOf(approve(other, id))).toBe("approval_own");
  expect((await approve(maker, id)).approval).toBe("given");
});

test("one that grew beyond the limit until its time is a draft again and starts only when it is agreed to", async () => {
  await setSparing({ approval_above: 2 });
  const { id } = await make(maker, sellerId, { schedule_at: later(60) });
  expect(await statusOf(id)).toEqual({ status: "scheduled", approval: "not_needed" });
  await makeBuyer(sellerId, "Третий");
  moveClock(61);
  expect(await startDueBroadcasts()).toBe(0);
  expect(await statusOf(id)).toEqual(asked);
  expect(await recipientsOf(database, id)).toEqual({});
  expect(await askedUsers()).toEqual([other.user.id]);
  expect(await approve(other, id)).toMatchObject({ status: "running", counts: { audience: 3 } });
});

test("what was agreed to grows freely until its time", async () => {
  const { id } = await make(maker, sellerId, { schedule_at: later(60) });
  await approve(other, id);
  await makeBuyer(sellerId, "Третий");
  moveClock(61);
  expect(await startDueBroadcasts()).toBe(1);
  expect(await statusOf(id)).toEqual({ status: "running", approval: "given" });
});

test("an agreement to one that cannot start changes nothing", async () => {
  const { id } = await make(maker, sellerId);
  await db().chat.updateMany({ where: { sellerId }, data: { waitingSince: new Date() } });
  expect(await codeOf(approve(other, id))).toBe("empty_audience");
  expect(await statusOf(id)).toEqual(asked);
});
