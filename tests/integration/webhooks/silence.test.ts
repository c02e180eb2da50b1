import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSeller } from "@/lib/sellers/change-seller";
import { getSellerWebhook } from "@/lib/webhooks/read-webhook";
import { registerByItself, registerWebhook } from "@/lib/webhooks/register";
import { listSilentWebhooks, noteSilentWebhooks } from "@/lib/webhooks/silence";
import { flushCalls } from "@/lib/webhooks/tally";
import { listDueRegistrations } from "@/lib/webhooks/upkeep";
import { nobody } from "../../support/actor";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { backfillWhole, type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { pollLater } from "../../support/stored";
import { waitFor } from "../../support/wait-for";
import { ownReceiver } from "./own-receiver";

const database = ownDatabase();
const sandbox = ownSandbox();
const receiver = ownReceiver();

beforeAll(() => liftLimits(database, sandbox()));
beforeEach(() => listenSince("1 hour"));
afterEach(async () => {
  resetClock();
  receiver.isShut = false;
  await sandbox().clearFaults();
});

/** A web process that has been listening for so long, and goes on for as long as a test's clock runs. */
async function listenSince(age: string): Promise<void> {
  await database.query("DELETE FROM living_processes");
  await database.query(
    `INSERT INTO living_processes (id, kind, host, pid, version, started_at, seen_at)
     VALUES ($1, 'web', 'here', 1, '1', now() - $2::interval, now() + interval '30 days')`,
    [randomUUID(), age],
  );
}

async function registered(dialect: "v1" | "v3"): Promise<ConnectedSeller> {
  const mode = dialect === "v1" ? "signed" : "push";
  const seller = await makeConnectedSeller({
    sandbox: sandbox(),
    dialect,
    webhook: { mode, ...(mode === "signed" ? { secret: "the-shared-secret" } : {}) },
    seed: { webhook_secret: "the-shared-secret" },
  });
  await registerWebhook({ actor: nobody, sellerId: seller.id });
  return seller;
}

const countRings = async (seller: ConnectedSeller) =>
  (
    await database.query("SELECT 1 FROM webhook_deliveries WHERE seller_id = $1 AND kind = 'chat_changed'", [
      seller.id,
    ])
  ).length;
const stateOf = async (seller: ConnectedSeller) =>
  (await getSellerWebhook({ actor: nobody, sellerId: seller.id })).registration;
const isListed = async (seller: ConnectedSeller) =>
  (await listSilentWebhooks()).some(({ sellerId }) => sellerId === seller.id);
/** Whether a look at it now, with others of earlier tests, finds it silent. */
async function isNoticed(seller: ConnectedSeller): Promise<boolean> {
  await noteSilentWebhooks();
  return isListed(seller);
}
/** Buyers write, so much later than now that it is after any ring or registration of before; polling finds it. */
async function sayAndPoll(seller: ConnectedSeller, count: number, inSeconds = 60): Promise<void> {
  const at = new Date(Date.now() + inSeconds * 1000).toISOString();
  await seller.say(
    Array.from({ length: count }, () => `Где заказ? ${randomUUID()}`),
    { created_at: at },
  );
  expect(await pollLater(seller.id)).toBe(count);
}
async function muted(dialect: "v1" | "v3"): Promise<ConnectedSeller> {
  const seller = await registered(dialect);
  await sandbox().setFault({ kind: "webhook_mute", client_id: seller.account.client_id, times: 1 });
  return seller;
}

describe.each(["v1", "v3"] as const)("%s", (dialect) => {
  test("a webhook that stops ringing is noticed, registered anew, and heals with the next ring", async () => {
    const seller = await muted(dialect);
    await sayAndPoll(seller, 3);
    moveClock(130);
    await noteSilentWebhooks();
    expect(await stateOf(seller)).toMatchObject({ state: "registered", missed: 3, silent_since: null });
    moveClock(200);
    expect(await noteSilentWebhooks()).toBe(1);
    expect(await noteSilentWebhooks()).toBe(0); // said once
    expect(await stateOf(seller)).toMatchObject({
      state: "silent",
      missed: 3,
      silent_since: expect.any(String),
    });
    expect(await isListed(seller)).toBe(true);
    const events = await database.query(
      "SELECT 1 FROM events WHERE name = 'seller.updated' AND subject_id = $1",
      [seller.id],
    );
    expect(events.length).toBeGreaterThan(0);

    expect(await listDueRegistrations()).toContain(seller.id);
    await registerByItself(seller.id);
    expect(await stateOf(seller)).toMatchObject({
      state: "silent",
      revived_at: expect.any(String),
      missed: 0,
    });
    const audit = await database.query(
      "SELECT 1 FROM audit_log WHERE seller_id = $1 AND action = 'webhook.revived' AND actor_type = 'system'",
      [seller.id],
    );
    expect(audit).toHaveLength(1);
    expect((await sandbox().readWebhooks(seller.account.client_id)).subscriptions).toHaveLength(1);

    const before = await countRings(seller);
    await seller.say("Теперь звонит");
    await waitFor("the ring", async () => (await countRings(seller)) > before);
    await flushCalls();
    expect(await stateOf(seller)).toMatchObject({ state: "registered", missed: 0, silent_since: null });
    expect(await isListed(seller)).toBe(false);
  });

  test("what was rung for is not missed", async () => {
    const seller = await registered(dialect);
    await seller.say(["раз", "два", "три", "четыре"]);
    await waitFor("the rings", async () => (await countRings(seller)) >= 4);
    await pollLater(seller.id);
    moveClock(3600);
    await noteSilentWebhooks();
    expect(await stateOf(seller)).toMatchObject({ state: "registered", missed: 0 });
  });

  test("a webhook that was switched off after failures comes back", async () => {
    const seller = await registered(dialect);
    const { client_id } = seller.account;
    await sandbox().setWebhook(client_id, { url: null });
    await sayAndPoll(seller, 3);
    moveClock(400);
    await noteSilentWebhooks();
    expect(await isListed(seller)).toBe(true);
    await registerByItself(seller.id);
    expect((await sandbox().readWebhooks(client_id)).subscriptions).toMatchObject([{ enabled: true }]);
  });
});

test("a silence that a new registration does not end is tried again after growing pauses, and only while it goes on", async () => {
  const seller = await muted("v3");
  await sayAndPoll(seller, 3);
  moveClock(400);
  await noteSilentWebhooks();
  await registerByItself(seller.id);
  moveClock(3600);
  await noteSilentWebhooks();
  expect(await listDueRegistrations()).not.toContain(seller.id); // nothing missed since: it may well be healed
  await sandbox().setFault({ kind: "webhook_drop", client_id: seller.account.client_id });
  await sayAndPoll(seller, 1, 4200);
  moveClock(600);
  await noteSilentWebhooks();
  expect(await listDueRegistrations()).toContain(seller.id);
  await registerByItself(seller.id);
  expect(await listDueRegistrations()).not.toContain(seller.id);
});

describe("no silence", () => {
  test("too few messages, or too short a time", async () => {
    const seller = await muted("v3");
    await sayAndPoll(seller, 2);
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
    expect(await stateOf(seller)).toMatchObject({ state: "registered", missed: 2 });
  });

  test("the past that a backfill takes in, and messages that appear late", async () => {
    const seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      webhook: { mode: "push" },
      isBackfilled: false,
      before: async ({ client_id }) => {
        const created_at = new Date(Date.now() - 7_200_000).toISOString();
        await sandbox().say({ client_id, texts: ["1", "2", "3", "4"], created_at });
      },
    });
    await registerWebhook({ actor: nobody, sellerId: seller.id });
    await backfillWhole(seller.id);
    const old = new Date(Date.now() - 3_600_000).toISOString();
    await seller.say(["5", "6", "7"], { created_at: old, quiet: true });
    await pollLater(seller.id);
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
    expect((await stateOf(seller)).missed).toBe(0);
  });

  test("a paused seller", async () => {
    const seller = await muted("v3");
    await sayAndPoll(seller, 3);
    await changeSeller({ actor: nobody, sellerId: seller.id, change: { status: "paused" } });
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
  });

  test("what was said while we did not listen", async () => {
    const seller = await muted("v3");
    await sayAndPoll(seller, 3);
    await database.query("UPDATE living_processes SET started_at = now() + interval '2 minutes'");
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
    await database.query("DELETE FROM living_processes");
    expect(await isNoticed(seller)).toBe(false);
  });

  test("a webhook that nobody registered and that never rang", async () => {
    const seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      webhook: { mode: "push" },
    });
    await sayAndPoll(seller, 3);
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
  });

  test("Ozon's own channels, whose messages nobody waits for", async () => {
    const seller = await muted("v3");
    await seller.say(["1", "2", "3"], {
      chat_type: "Seller_Notification",
      user_type: "NotificationUser",
      created_at: new Date(Date.now() + 60_000).toISOString(),
    });
    await pollLater(seller.id);
    moveClock(3600);
    expect(await isNoticed(seller)).toBe(false);
  });
});

test("a webhook that was set up by hand is known by its rings, and its silence is noticed too", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } });
  await sandbox().setWebhook(seller.account.client_id, { url: seller.seller.webhook_url ?? "" });
  await seller.say("Звонит");
  await waitFor("the ring", async () => (await countRings(seller)) === 1);
  await flushCalls();
  expect(await stateOf(seller)).toMatchObject({ state: "registered", registered_at: null });
  await pollLater(seller.id);
  await sandbox().setWebhook(seller.account.client_id, { url: null });
  await sayAndPoll(seller, 3, 45);
  moveClock(400);
  await noteSilentWebhooks();
  expect(await isListed(seller)).toBe(true);
});
