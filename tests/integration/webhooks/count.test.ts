import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inRequestContext } from "@/lib/request-context";
import { changeSellerWebhook } from "@/lib/webhooks/change-webhook";
import { getSellerWebhook } from "@/lib/webhooks/read-webhook";
import { receiveWebhook } from "@/lib/webhooks/receive";
import { countCall, flushCalls } from "@/lib/webhooks/tally";
import { forgetOldCalls } from "@/lib/webhooks/write-tally";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
const sandbox = ownSandbox();
let push: ConnectedSeller;
let signed: ConnectedSeller;

beforeAll(async () => {
  await liftLimits(database, sandbox());
  push = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } });
  signed = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1", webhook: { mode: "signed" } });
});
afterEach(flushCalls);
afterAll(flushCalls);

const read = async (seller: ConnectedSeller) => {
  await flushCalls();
  return getSellerWebhook({ actor: nobody, sellerId: seller.id });
};
/** A call as our own server hands it on, from this address. */
async function call(seller: ConnectedSeller, body: object, ip: string | null = "195.34.21.7") {
  const webhookId = new URL(seller.seller.webhook_url ?? "").pathname.split("/").at(-1) ?? "";
  const received = await inRequestContext({ requestId: randomUUID(), ip, userAgent: null }, () =>
    receiveWebhook({
      marketplace: "ozon",
      webhookId,
      rawBody: Buffer.from(JSON.stringify(body)),
      header: () => null,
      startedAt: performance.now(),
    }),
  );
  return received.outcome === "answered" ? received.answer : null;
}
const message = () => ({
  message_type: "TYPE_NEW_MESSAGE",
  chat_id: randomUUID(),
  message_id: "1",
  seller_id: push.account.client_id,
});
const ping = { message_type: "TYPE_PING", time: new Date().toISOString() };

describe("answer times", () => {
  test("are rated as Ozon rates them, by the hour", async () => {
    const sellerId = await makeStoredSeller();
    const taken = { sellerId, refusal: null, isRing: false };
    for (const ms of [3, 1_500, 1_501, 2_500, 2_501, 9_000]) countCall({ ...taken, ms });
    countCall({ ...taken, ms: 5, refusal: { code: "invalid_signature", detail: "", fromIp: null } });
    await flushCalls();
    countCall({ ...taken, ms: 7 }); // a second writing adds to the first
    await flushCalls();
    const { hours } = await getSellerWebhook({ actor: nobody, sellerId });
    const sum = (pick: (hour: (typeof hours)[number]) => number) =>
      hours.reduce((all, hour) => all + pick(hour), 0);
    expect([sum((h) => h.good), sum((h) => h.unstable), sum((h) => h.slow), sum((h) => h.refused)]).toEqual([
      3, 2, 2, 1,
    ]);
    expect(Math.max(...hours.map((hour) => hour.max_ms))).toBe(9_000);
  });

  test("two processes at once add up", async () => {
    const sellerId = await makeStoredSeller();
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    await database.query(
      "INSERT INTO webhook_hours (seller_id, hour, good, total_ms, max_ms) VALUES ($1, $2, 10, 100, 50)",
      [sellerId, hour],
    );
    countCall({ sellerId, ms: 20, refusal: null, isRing: false });
    await flushCalls();
    const rows = await database.query(
      "SELECT good, total_ms::int, max_ms FROM webhook_hours WHERE seller_id = $1",
      [sellerId],
    );
    expect(rows).toContainEqual({ good: 11, total_ms: 120, max_ms: 50 });
  });

  test("what cannot be written is kept for the next time", async () => {
    const sellerId = await makeStoredSeller();
    await database.query("ALTER TABLE webhook_hours RENAME TO webhook_hours_away");
    countCall({ sellerId, ms: 20, refusal: null, isRing: false });
    await flushCalls();
    await database.query("ALTER TABLE webhook_hours_away RENAME TO webhook_hours");
    countCall({ sellerId, ms: 20, refusal: null, isRing: false });
    await flushCalls();
    const rows = await database.query(
      "SELECT sum(good)::int AS good FROM webhook_hours WHERE seller_id = $1",
      [sellerId],
    );
    expect(rows).toEqual([{ good: 2 }]);
  });

  test("old ones are forgotten", async () => {
    const sellerId = await makeStoredSeller();
    await database.query(
      "INSERT INTO webhook_hours (seller_id, hour) VALUES ($1, now() - interval '31 days'), ($1, now() - interval '29 days')",
      [sellerId],
    );
    await forgetOldCalls();
    expect(await db().webhookHour.count({ where: { sellerId } })).toBe(1);
  });
});

test("a call that is taken moves the last one received; a ping does not make a webhook registered, a ring does", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", webhook: { mode: "push" } });
  expect((await read(seller)).last_received_at).toBeNull();
  await call(seller, ping);
  const pinged = await read(seller);
  expect(pinged).toMatchObject({ last_received_at: expect.any(String), registration: { state: "none" } });
  await call(seller, { ...message(), seller_id: seller.account.client_id });
  const rung = await read(seller);
  expect(rung.registration.state).toBe("registered");
  expect(Date.parse(rung.last_received_at ?? "")).toBeGreaterThanOrEqual(
    Date.parse(pinged.last_received_at ?? ""),
  );
});

describe("refused calls", () => {
  test("are kept with why and from where, without body or secret", async () => {
    await call(signed, { event_type: "chat_new_message", chat_id: "тайна" }, "203.0.113.9");
    await call(push, { message_type: "TYPE_NEW_MESSAGE", text: "тайна" }, "203.0.113.9");
    await call(push, { ...message(), seller_id: "12" }, "203.0.113.9");
    expect((await read(signed)).last_refusals).toMatchObject([
      { code: "invalid_signature", from_ip: "203.0.113.9", at: expect.any(String) },
    ]);
    const { last_refusals: refusals } = await read(push);
    expect(refusals).toMatchObject([
      { code: "not_allowed", from_ip: "203.0.113.9" },
      { code: "unknown_webhook_shape", detail: "missing chat_id" },
    ]);
    expect(JSON.stringify(refusals)).not.toContain("тайна");
  });

  test("a flood of them fills counters and not the table", async () => {
    const seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      webhook: { mode: "push" },
    });
    for (let flush = 0; flush < 8; flush++) {
      for (let n = 0; n < 100; n++)
        await call(seller, { message_type: "TYPE_NEW_MESSAGE" }, `203.0.113.${n}`);
      await flushCalls();
    }
    const webhook = await read(seller);
    expect(webhook.hours.reduce((all, hour) => all + hour.refused, 0)).toBe(800);
    expect(webhook.last_refusals).toHaveLength(50);
    expect(await db().webhookRefusal.count({ where: { sellerId: seller.id } })).toBe(50);
  });
});

describe("allowed networks", () => {
  const networks = ["195.34.21.0/24", "2001:db8::/32"];

  test("in push mode only calls from them are taken", async () => {
    const seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      webhook: { mode: "push" },
    });
    await changeSellerWebhook({ actor: nobody, sellerId: seller.id, change: { networks } });
    expect(await call(seller, ping, "195.34.21.200")).toMatchObject({ status: 200 });
    expect(await call(seller, ping, "::ffff:195.34.21.200")).toMatchObject({ status: 200 });
    expect(await call(seller, ping, "2001:db8::9")).toMatchObject({ status: 200 });
    for (const ip of ["203.0.113.9", "2001:db9::1", "", null]) {
      expect(await call(seller, ping, ip)).toEqual({
        status: 403,
        body: {
          error: {
            code: "ERROR_UNKNOWN",
            message: expect.stringContaining("network_refused"),
            details: null,
          },
        },
      });
    }
    const webhook = await read(seller);
    expect(webhook.last_refusals[0]).toMatchObject({ code: "network_refused" });
    expect(webhook.hours.reduce((all, hour) => all + hour.refused, 0)).toBe(4);
  });

  test("a signature needs no network", async () => {
    await changeSellerWebhook({ actor: nobody, sellerId: signed.id, change: { networks } });
    const answer = await call(signed, { event_type: "chat_created" }, "203.0.113.9");
    expect(answer?.body).toMatchObject({ error: { code: "invalid_signature" } });
  });
});
