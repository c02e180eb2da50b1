import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { changeSeller, removeSeller } from "@/lib/sellers/change-seller";
import { listKeysInTrouble, remindOfKeys } from "@/lib/sellers/remind-of-keys";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  makeSupervisor,
  type Person,
} from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const DAY = 86_400;
const database = ownDatabase();
const sandbox = ownSandbox();
let anna: Person;
let boris: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  anna = await makeAdmin();
  boris = await makeAdmin();
  await makeSupervisor();
  const gone = await makeAdmin();
  await database.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [gone.user.id]);
});
beforeEach(async () => {
  await database.query("UPDATE sellers SET deleted_at = now()");
  await database.query("DELETE FROM notices");
});
afterEach(resetClock);

const inDays = (days: number) => new Date(Date.now() + days * DAY * 1000).toISOString();
const connect = async (key_expires_at: string) => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", seed: { key_expires_at } });
  await makeOperator([seller.id]);
  return seller;
};
const noticesOf = (seller: ConnectedSeller) =>
  database.query<{ kind: string; user_id: string; text: string; from_name: string }>(
    "SELECT kind, user_id, text, from_name FROM notices WHERE seller_id = $1 ORDER BY created_at, user_id",
    [seller.id],
  );
const toAdmins = (kind: string) =>
  [anna.user.id, boris.user.id].sort().map((user_id) => expect.objectContaining({ kind, user_id }));

test("admins who can act hear 30, 7 and 1 days before the end and at it, each once", async () => {
  const seller = await connect(inDays(31));
  expect(await remindOfKeys()).toBe(0);
  for (const days of [1.5, 23, 6, 1]) {
    moveClock(days * DAY);
    expect(await remindOfKeys()).toBe(1);
    expect(await remindOfKeys()).toBe(0);
    const notices = await noticesOf(seller);
    expect(notices).toEqual(toAdmins("key_expiring"));
    expect(notices[0]).toMatchObject({ from_name: seller.account.name });
    expect(notices[0]?.text).toContain(seller.account.api_key.slice(-4));
    expect(notices[0]?.text).not.toContain(seller.account.api_key);
    const told = await database.query(
      "SELECT 1 FROM events WHERE name = 'notice.created' AND seller_id = $1",
      [seller.id],
    );
    expect(told).toHaveLength(2);
    await database.query("DELETE FROM notices");
    await database.query("DELETE FROM events");
  }
  moveClock(100 * DAY);
  expect(await remindOfKeys()).toBe(0);
});

test("two processes that sweep at once remind once", async () => {
  const seller = await connect(inDays(5));
  const given = await Promise.all([remindOfKeys(), remindOfKeys(), remindOfKeys()]);
  expect(given.reduce((sum, one) => sum + one)).toBe(1);
  expect(await noticesOf(seller)).toEqual(toAdmins("key_expiring"));
});

test("half a year of use is told once, and a new key silences it", async () => {
  const seller = await connect(inDays(1000));
  moveClock(180 * DAY);
  expect(await remindOfKeys()).toBe(0);
  moveClock(5 * DAY);
  expect(await remindOfKeys()).toBe(1);
  expect(await remindOfKeys()).toBe(0);
  expect(await noticesOf(seller)).toEqual(toAdmins("key_old"));
  await changeSeller({ actor: anna.actor, sellerId: seller.id, change: { api_key: seller.account.api_key } });
  expect(await remindOfKeys()).toBe(0);
  moveClock(190 * DAY);
  expect(await remindOfKeys()).toBe(1);
});

test("keys in trouble are listed with their days; good ones and those of removed sellers are not", async () => {
  await connect(inDays(200));
  const ending = await connect(inDays(6.5));
  const ended = await connect(inDays(20));
  await database.query("UPDATE sellers SET api_key_expires_at = now() - interval '2 days' WHERE id = $1", [
    ended.id,
  ]);
  const removed = await connect(inDays(2));
  await removeSeller({ actor: anna.actor, sellerId: removed.id });
  const keys = await listKeysInTrouble();
  expect(keys).toMatchObject([
    { sellerId: ending.id, sellerName: ending.account.name, problem: "ending", daysLeft: 7 },
    { sellerId: ended.id, problem: "ended", daysLeft: 0 },
  ]);
});
