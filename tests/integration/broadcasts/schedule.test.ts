import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startDueBroadcasts } from "@/lib/broadcasts/start";
import { startBroadcast } from "@/lib/broadcasts/start-broadcast";
import { db } from "@/lib/db/client";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer } from "./audience-world";
import { actsOf, make, recipientsOf } from "./lifecycle-world";

const database = ownDatabase();
let admin: Person;
let sellerId: string;

beforeAll(async () => {
  admin = await makeAdmin();
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "Иван П.");
});
afterEach(async () => {
  resetClock();
  await db().broadcast.deleteMany();
});

const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const read = (id: string) => db().broadcast.findUniqueOrThrow({ where: { id } });

test("it starts when its time has come and not before, with whom it reaches then", async () => {
  const { id } = await make(admin, sellerId, { schedule_at: later(60) });
  expect(await startDueBroadcasts()).toBe(0);
  await makeBuyer(sellerId, "Пришла позже");
  moveClock(61);
  expect(await startDueBroadcasts()).toBe(1);
  expect(await startDueBroadcasts()).toBe(0);
  expect(await read(id)).toMatchObject({ status: "running", audience: 2, queued: 2 });
  expect(await recipientsOf(database, id)).toEqual({ pending: 2 });
  expect(await actsOf(database, id)).toEqual(["broadcast.added", "broadcast.scheduled", "broadcast.started"]);
});

test("processes that sweep at once start it once", async () => {
  const ids = [];
  for (let made = 0; made < 3; made++) {
    const ownSeller = await makeStoredSeller();
    await makeBuyer(ownSeller, "Иван");
    ids.push((await make(admin, ownSeller, { schedule_at: later(60) })).id);
  }
  moveClock(61);
  const started = await Promise.all([1, 2, 3].map(() => startDueBroadcasts()));
  expect(started.reduce((sum, one) => sum + one, 0)).toBe(3);
  for (const id of ids) expect(await recipientsOf(database, id)).toEqual({ pending: 1 });
});

test.each([
  [
    "nobody is left to write to",
    "empty_audience",
    () => db().chat.updateMany({ where: { sellerId }, data: { marketplaceStatus: "closed" } }),
  ],
  [
    "its seller is paused",
    "seller_not_active",
    () => db().seller.update({ where: { id: sellerId }, data: { status: "paused" } }),
  ],
  [
    "its seller is removed",
    "seller_not_active",
    () => db().seller.update({ where: { id: sellerId }, data: { deletedAt: new Date() } }),
  ],
])("when %s it has failed, says why, and holds up no other", async (_, code, befall) => {
  const { id } = await make(admin, sellerId, { schedule_at: later(60) });
  const healthy = await makeStoredSeller();
  await makeBuyer(healthy, "Ольга");
  const after = await make(admin, healthy, { schedule_at: later(61) });
  await befall();
  moveClock(62);
  expect(await startDueBroadcasts()).toBe(1);
  const failed = await read(id);
  expect(failed).toMatchObject({ status: "failed", stopCode: code, audience: 0 });
  expect(failed.finishedAt).not.toBeNull();
  expect(await recipientsOf(database, id)).toEqual({});
  expect((await actsOf(database, id)).at(-1)).toBe("broadcast.failed");
  expect((await read(after.id)).status).toBe("running");
});

test("a draft with a time waits for it once it is started, and starts at once when that has passed", async () => {
  const draft = () => make(admin, sellerId, { start: false, schedule_at: later(60) });
  const [early, late] = [await draft(), await draft()];
  const start = (id: string) => startBroadcast({ actor: admin.actor, broadcastId: id });
  expect((await start(early.id)).status).toBe("scheduled");
  moveClock(61);
  expect((await start(late.id)).status).toBe("running");
});
