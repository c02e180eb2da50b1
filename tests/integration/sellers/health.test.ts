import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createSellerLock } from "@/lib/limits/seller-lock";
import { queueOf } from "@/lib/queue/enqueue";
import { changeSeller, removeSeller } from "@/lib/sellers/change-seller";
import { getSeller } from "@/lib/sellers/read";
import { pollSeller } from "@/workers/jobs/poll-seller";
import type { Dialect } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { expectWhole } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let lock: ReturnType<typeof createSellerLock>;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
  lock = createSellerLock();
});
afterEach(async () => {
  resetClock();
  await sandbox().clearFaults();
});
afterAll(() => lock.stop());

/** A poll as the worker does it, after every pause has passed. */
async function poll(seller: ConnectedSeller): Promise<void> {
  moveClock(61);
  await pollSeller(lock.withLock)({ seller_id: seller.id });
}
const read = (seller: ConnectedSeller) => getSeller({ actor: admin.actor, sellerId: seller.id });
const isScheduled = async (seller: ConnectedSeller) =>
  (await queueOf("poll").getJobSchedulers(0, -1)).some((one) => one.key.includes(seller.id));
const countRequests = async (seller: ConnectedSeller) =>
  (await sandbox().listRequests({ client_id: seller.account.client_id })).length;

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "a seller's health in $dialect",
  ({ dialect }) => {
    const connect = () => makeConnectedSeller({ sandbox: sandbox(), dialect });

    test("a refused key stops the polling, says so, and a new key revives it", async () => {
      const seller = await connect();
      await sandbox().changeAccount(seller.account.client_id, { api_key: "renewed-key-5678" });
      await poll(seller);
      expect(await read(seller)).toMatchObject({
        status: "credentials_rejected",
        last_error: { code: "credentials_rejected" },
      });
      expect(await isScheduled(seller)).toBe(false);
      const events = await database.query(
        "SELECT 1 FROM events WHERE name = 'seller.updated' AND seller_id = $1",
        [seller.id],
      );
      expect(events.length).toBeGreaterThan(0);
      const asked = await countRequests(seller);
      await poll(seller);
      expect(await countRequests(seller)).toBe(asked);
      const change = (api_key: string) =>
        changeSeller({ actor: admin.actor, sellerId: seller.id, change: { api_key } });
      await expect(change("still-wrong")).rejects.toMatchObject({ code: "credentials_rejected" });
      expect(await read(seller)).toMatchObject({ status: "credentials_rejected" });
      expect(await change("renewed-key-5678")).toMatchObject({
        status: "active",
        last_error: null,
        api_key_hint: "…5678",
      });
      expect(await isScheduled(seller)).toBe(true);
      await seller.say("Вы вернулись?");
      await poll(seller);
      await expectWhole(database, sandbox(), seller);
    });

    test.each([
      { kind: "status", status: 500 },
      { kind: "status", status: 503 },
      { kind: "status", status: 429, headers: { "retry-after": "30" } },
      { kind: "drop_before" },
      { kind: "circle_open" },
    ] as const)("$kind $status is waited out with a pause, then forgotten", async (given) => {
      const seller = await connect();
      await poll(seller);
      await seller.say("Терпение");
      await sandbox().setFault({ ...given, client_id: seller.account.client_id });
      await poll(seller);
      const ill = await read(seller);
      expect(ill.status).toBe("active");
      expect(ill.last_error).not.toBeNull();
      const asked = await countRequests(seller);
      await pollSeller(lock.withLock)({ seller_id: seller.id });
      expect(await countRequests(seller)).toBe(asked);
      await sandbox().clearFaults();
      moveClock(300); // an open circle is left alone for minutes
      await poll(seller);
      expect(await read(seller)).toMatchObject({ status: "active", last_error: null });
      await expectWhole(database, sandbox(), seller);
    });

    test("a single method that is refused does not stop the seller", async () => {
      const seller = await connect();
      const history = `/${dialect}/chat/history`;
      await poll(seller);
      await seller.say("Роль");
      await sandbox().setFault({
        kind: "status",
        status: 403,
        body: { code: 7, message: "Api-Key is missing a required role for method" },
        client_id: seller.account.client_id,
        path: history,
      });
      await poll(seller);
      expect((await read(seller)).status).toBe("active");
      expect((await read(seller)).last_error).not.toBeNull();
      expect(await isScheduled(seller)).toBe(true);
      await sandbox().clearFaults();
      await poll(seller);
      await expectWhole(database, sandbox(), seller);
    });

    test("a removed seller is not asked any more, its key is gone, its history stays", async () => {
      const seller = await connect();
      await seller.say("Прощайте");
      await poll(seller);
      await removeSeller({ actor: admin.actor, sellerId: seller.id });
      const asked = await countRequests(seller);
      await poll(seller);
      expect(await countRequests(seller)).toBe(asked);
      expect(await isScheduled(seller)).toBe(false);
      expect(await database.query("SELECT 1 FROM credentials WHERE seller_id = $1", [seller.id])).toEqual([]);
      expect(await database.query("SELECT 1 FROM messages WHERE seller_id = $1", [seller.id])).toHaveLength(
        1,
      );
      await expect(read(seller)).rejects.toMatchObject({ code: "not_found" });
    });
  },
);

test("a subscription that ended is told and does not stop the seller", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await seller.say("Раз");
  await sandbox().changeAccount(seller.account.client_id, { premium_plus: false });
  await poll(seller);
  expect(await read(seller)).toMatchObject({
    status: "active",
    last_error: { code: "subscription_missing" },
  });
  await sandbox().changeAccount(seller.account.client_id, { premium_plus: true });
  await poll(seller);
  await expectWhole(database, sandbox(), seller);
});

test("a role that was taken away and given back", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await seller.say("Раз");
  await sandbox().changeAccount(seller.account.client_id, {
    roles: [{ name: "Склад", methods: ["/v1/roles", "/v1/seller/info"] }],
  });
  await poll(seller);
  expect(await read(seller)).toMatchObject({ status: "active", last_error: { code: "role_missing" } });
  await sandbox().changeAccount(seller.account.client_id, { roles: null });
  await poll(seller);
  await expectWhole(database, sandbox(), seller);
});

test("two polls of one seller never run at once", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const other = createSellerLock(); // as another process would hold it
  await sandbox().resetCounters();
  moveClock(61);
  await sandbox().setFault({ kind: "delay", ms: 300, client_id: seller.account.client_id, times: 1 });
  const job = { seller_id: seller.id };
  await Promise.all([pollSeller(lock.withLock)(job), pollSeller(other.withLock)(job)]);
  await other.stop();
  const lists = await sandbox().listRequests({
    client_id: seller.account.client_id,
    path: "/v3/chat/list",
  });
  expect(lists).toHaveLength(1);
});
