import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/client";
import { forget } from "@/lib/once";
import { QUEUE_LONG } from "@/lib/operations/alert-rules";
import { noteWaiting } from "@/lib/operations/find-troubles";
import { startHeartbeat } from "@/lib/operations/heartbeat";
import { listAlerts } from "@/lib/operations/list-alerts";
import { watchAlerts, watchWorkers } from "@/lib/operations/watch-alerts";
import { queueOf } from "@/lib/queue/enqueue";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeConnectedSeller } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();

beforeEach(() => {
  process.env.POLL_INTERVAL_SECONDS = "60";
});
afterEach(async () => {
  resetClock();
  forget("queue-samples");
  await database.query("DELETE FROM living_processes");
  await database.query("UPDATE sellers SET deleted_at = now() WHERE deleted_at IS NULL");
  await database.query("DELETE FROM messages");
  await database.query("DELETE FROM alerts");
});

const open = async () =>
  (await listAlerts({ status: "open", limit: 50 })).items.map(({ kind, subject }) => ({ kind, subject }));

const eventsAbout = async (kind: string) =>
  database.query<{ seller_id: string | null }>(
    "SELECT e.seller_id FROM events e JOIN alerts a ON a.id = e.subject_id WHERE e.name = 'alert.updated' AND a.kind = $1 ORDER BY e.id",
    [kind],
  );

/** A seller that was synced this moment by the product's own clock. */
async function makeSyncedSeller() {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await database.query("UPDATE sync_states SET backfill_phase = 'done' WHERE seller_id = $1", [seller.id]);
  await sync(seller.id);
  return seller;
}

const sync = (sellerId: string) =>
  database.query("UPDATE sellers SET last_synced_at = $2 WHERE id = $1", [sellerId, now()]);

/** Looks twice, with more than the longest calm in between. */
async function watchUntilCalm(renew: () => Promise<unknown> = async () => undefined) {
  await watchAlerts();
  moveClock(301);
  await renew();
  await watchAlerts();
}

async function addProcess(kind: "web" | "workers", given: { startedAt?: Date; freeBytes?: number } = {}) {
  const id = randomUUID();
  await db().livingProcess.create({
    data: {
      id,
      kind,
      host: "shop-1",
      pid: 1,
      version: "1",
      startedAt: given.startedAt ?? now(),
      seenAt: now(),
      facts: { streams: 0, rss_bytes: 1, disk_free_bytes: given.freeBytes ?? 50e9, disk_total_bytes: 100e9 },
    },
  });
  return id;
}

describe("sync_lag", () => {
  test("a seller not synced for over three minutes is raised once and ends when it is synced again", async () => {
    const seller = await makeSyncedSeller();
    moveClock(170);
    await watchAlerts();
    expect(await open()).toEqual([]);
    moveClock(20);
    await Promise.all([watchAlerts(), watchAlerts(), watchAlerts()]); // three processes see the same
    expect(await open()).toEqual([{ kind: "sync_lag", subject: seller.id }]);
    expect(await eventsAbout("sync_lag")).toEqual([{ seller_id: seller.id }]);
    await sync(seller.id);
    await watchUntilCalm(() => sync(seller.id));
    expect(await open()).toEqual([]);
    expect(await eventsAbout("sync_lag")).toHaveLength(2);
    const all = await listAlerts({ status: "all", limit: 50 });
    expect(all.items).toMatchObject([{ kind: "sync_lag", seller_name: seller.seller.name }]);
    expect(all.items[0]?.resolved_at).not.toBeNull();
  });

  test("one that comes and goes stays one alert", async () => {
    const seller = await makeSyncedSeller();
    for (let round = 0; round < 3; round++) {
      moveClock(200);
      await watchAlerts(); // late again
      await sync(seller.id);
      moveClock(15);
      await watchAlerts(); // calm, but not for long
    }
    expect(await open()).toHaveLength(1);
    expect(await eventsAbout("sync_lag")).toHaveLength(1);
  });

  test("a seller that is polled too seldom all day is one alert, not one for each poll", async () => {
    const seller = await makeSyncedSeller();
    for (let second = 15; second <= 900; second += 15) {
      moveClock(15);
      await watchAlerts();
      if (second % 225 === 0) await sync(seller.id);
    }
    expect(await open()).toHaveLength(1);
    expect(await eventsAbout("sync_lag")).toHaveLength(1);
  });

  test("a seller that works again is late only when nobody polls it then", async () => {
    const [polled, forgotten] = [await makeSyncedSeller(), await makeSyncedSeller()];
    await database.query("UPDATE sellers SET status = 'paused' WHERE deleted_at IS NULL");
    moveClock(86_400);
    await watchAlerts();
    await database.query("UPDATE sellers SET status = 'active' WHERE deleted_at IS NULL");
    await watchAlerts();
    expect(await open()).toEqual([]);
    await sync(polled.id);
    moveClock(30);
    await watchAlerts();
    expect(await open()).toEqual([{ kind: "sync_lag", subject: forgotten.id }]);
  });

  test("a paused seller, or one whose past is still being taken in, is not late", async () => {
    const paused = await makeSyncedSeller();
    await database.query("UPDATE sellers SET status = 'paused' WHERE id = $1", [paused.id]);
    const young = await makeSyncedSeller();
    await database.query("UPDATE sync_states SET backfill_phase = 'reading' WHERE seller_id = $1", [
      young.id,
    ]);
    moveClock(3600);
    await watchAlerts();
    expect(await open()).toEqual([]);
  });
});

test("a refused key is told at once and over as soon as the seller works again", async () => {
  const seller = await makeSyncedSeller();
  await database.query("UPDATE sellers SET status = 'credentials_rejected' WHERE id = $1", [seller.id]);
  await watchAlerts();
  expect(await open()).toEqual([{ kind: "key_refused", subject: seller.id }]);
  await database.query("UPDATE sellers SET status = 'active' WHERE id = $1", [seller.id]);
  await watchAlerts();
  expect(await open()).toEqual([]);
});

test("a key is told of seven days before it ends, not eight", async () => {
  const seller = await makeSyncedSeller();
  const expireIn = (days: number) =>
    database.query("UPDATE sellers SET api_key_expires_at = $2 WHERE id = $1", [
      seller.id,
      new Date(now().getTime() + days * 86_400_000),
    ]);
  await expireIn(8);
  await watchAlerts();
  expect(await open()).toEqual([]);
  await expireIn(6.9);
  await watchAlerts();
  expect(await open()).toEqual([{ kind: "key_expiring", subject: seller.id }]);
  await expireIn(180);
  await watchAlerts();
  expect(await open()).toEqual([]);
});

test("a silent webhook is told until it rings", async () => {
  const seller = await makeSyncedSeller();
  const setSilent = (since: Date | null) =>
    database.query(
      `INSERT INTO webhook_registrations (seller_id, state, url, silent_since) VALUES ($1, 'registered', 'https://x', $2)
       ON CONFLICT (seller_id) DO UPDATE SET silent_since = excluded.silent_since`,
      [seller.id, since],
    );
  await setSilent(now());
  await watchAlerts();
  expect(await open()).toEqual([{ kind: "webhook_silent", subject: seller.id }]);
  await setSilent(null);
  await watchAlerts();
  expect(await open()).toEqual([]);
});

test("an outgoing webhook is told of after an hour of failures, and when it was given up", async () => {
  const [webhook] = await database.query<{ id: string }>(
    "INSERT INTO outgoing_webhooks (name, url, secret, events, failing_since) VALUES ('Склад', 'https://x', 's', '{}', $1) RETURNING id",
    [now()],
  );
  moveClock(3500);
  await watchAlerts();
  expect(await open()).toEqual([]);
  moveClock(200);
  await watchAlerts();
  expect(await open()).toEqual([{ kind: "outgoing_webhook_failing", subject: webhook?.id }]);
  await database.query("UPDATE outgoing_webhooks SET failing_since = NULL");
  await watchAlerts();
  expect(await open()).toEqual([]);
  await database.query("UPDATE outgoing_webhooks SET status = 'disabled'");
  await watchAlerts();
  const { items } = await listAlerts({ status: "open", limit: 5 });
  expect(items).toMatchObject([
    { kind: "outgoing_webhook_failing", details: { name: "Склад", is_disabled: true } },
  ]);
  await database.query("DELETE FROM outgoing_webhooks");
});

test("a disk that is nearly full on any living process is told until it has room again", async () => {
  await addProcess("workers", { freeBytes: 40e9 });
  const full = await addProcess("web", { freeBytes: 3e9 });
  await watchAlerts();
  expect(await open()).toEqual([{ kind: "disk_full", subject: "shop-1" }]);
  await watchUntilCalm(() => db().livingProcess.deleteMany({ where: { id: full } }));
  await watchUntilCalm();
  expect(await open()).toEqual([]);
});

describe("queue_growth", () => {
  test("a queue that stays long for five minutes is told until it is worked off", async () => {
    const queue = queueOf("poll");
    for (let minute = 0; minute < 5; minute++) {
      noteWaiting("poll", QUEUE_LONG + minute);
      moveClock(61);
    }
    const jobs = Array.from({ length: QUEUE_LONG + 20 }, () =>
      queue.add("poll-seller", { seller_id: randomUUID() }),
    );
    await Promise.all(jobs);
    await watchAlerts();
    expect(await open()).toEqual([{ kind: "queue_growth", subject: "poll" }]);
    await database.query("DELETE FROM bullmq.job");
    await watchUntilCalm();
    await watchUntilCalm();
    expect(await open()).toEqual([]);
  });

  test("a reply that waits longer than two minutes is told, one that is held on purpose is not", async () => {
    const seller = await makeSyncedSeller();
    const [chat] = await database.query<{ id: string }>(
      "INSERT INTO chats (seller_id, external_id, kind, external_type, status, marketplace_status, created_at) VALUES ($1, 'c', 'buyer', '', 'open', 'open', now()) RETURNING id",
      [seller.id],
    );
    const queueReply = (dueAt: Date | null) =>
      database.query(
        `INSERT INTO messages (chat_id, seller_id, direction, author_type, text, status, created_at, due_at)
         VALUES ($1, $2, 'outbound', 'operator', 'да', 'queued', $3, $4)`,
        [chat?.id, seller.id, now(), dueAt],
      );
    await queueReply(new Date(now().getTime() + 86_400_000));
    moveClock(130);
    await watchAlerts();
    expect(await open()).toEqual([]);
    await queueReply(null);
    moveClock(130);
    await sync(seller.id);
    await watchAlerts();
    expect(await open()).toEqual([{ kind: "queue_growth", subject: "messages" }]);
    await database.query("UPDATE messages SET status = 'sent'");
    await watchUntilCalm(() => sync(seller.id));
    await sync(seller.id);
    await watchUntilCalm(() => sync(seller.id));
    expect(await open()).toEqual([]);
  });
});

test("missing workers are noticed by the web side, and over when one lives", async () => {
  await addProcess("web", { startedAt: new Date(now().getTime() - 61_000) });
  await watchWorkers();
  expect(await open()).toEqual([{ kind: "no_workers", subject: "" }]);
  const heartbeat = startHeartbeat("workers");
  await expect.poll(() => db().livingProcess.count({ where: { kind: "workers" } })).toBe(1);
  await watchWorkers();
  moveClock(31);
  await watchWorkers();
  expect(await open()).toEqual([]);
  await heartbeat.stop();
  expect(await db().livingProcess.count({ where: { kind: "workers" } })).toBe(0);
});

test("a web process that has just started does not call for workers yet", async () => {
  await addProcess("web");
  await watchWorkers();
  expect(await open()).toEqual([]);
});
