import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { addOutgoingWebhook } from "@/lib/outgoing/add-webhook";
import { removeOutgoingWebhook } from "@/lib/outgoing/change-webhook";
import { passEventsOn } from "@/lib/outgoing/fan-out";
import { listOutgoingWebhooks } from "@/lib/outgoing/list-webhooks";
import { appendEvents, type NewEvent } from "@/lib/realtime/append-event";
import { type OutgoingEvent, outgoingEvents } from "@/lib/wire/outgoing-webhooks";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { type RunningProcess, startWorkers } from "../../support/processes";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";
import { passAllOn } from "./receiver";

const database = ownDatabase();
let admin: Person;
let mine: Place;
let other: Place;
const running: RunningProcess[] = [];
beforeAll(async () => {
  admin = await makeAdmin();
  [mine, other] = [await makePlace("Мой"), await makePlace("Другой")];
});
afterEach(async () => {
  for (const { id } of await listOutgoingWebhooks())
    await removeOutgoingWebhook({ actor: admin.actor, webhookId: id });
});
afterAll(() => Promise.all(running.map((one) => one.kill("SIGKILL"))));

interface Place {
  readonly sellerId: string;
  readonly chatId: string;
  readonly messageId: string;
}

async function makePlace(name: string): Promise<Place> {
  const sellerId = await makeStoredSeller(name);
  const chatId = await makeStoredChat(sellerId);
  return { sellerId, chatId, messageId: await makeStoredMessage({ sellerId, chatId }, { text: name }) };
}

/** An address that hears; whether something answers there is not these tests' matter. */
async function listen(given: { events?: readonly OutgoingEvent[]; sellerIds?: readonly string[] } = {}) {
  const { outgoing_webhook } = await addOutgoingWebhook({
    actor: admin.actor,
    given: {
      name: "Адрес",
      url: "https://shop.example/hook",
      events: given.events ?? outgoingEvents,
      seller_ids: given.sellerIds ?? [],
    },
    resolve: async () => ["93.184.216.34"],
  });
  return outgoing_webhook.id;
}
const happen = (...events: NewEvent[]) => inTransaction((tx) => appendEvents(tx, events));
const messageIn = ({ sellerId, messageId }: Place): NewEvent => ({
  name: "message.created",
  sellerId,
  subjectId: messageId,
});
const heardBy = async (webhookId: string) =>
  (
    await database.query<{ said: string }>(
      `SELECT event || coalesce(' ' || (payload #>> '{data,message,text}'), '') AS said
         FROM outgoing_deliveries WHERE webhook_id = $1 ORDER BY due_at, said`,
      [webhookId],
    )
  ).map(({ said }) => said);
const countOf = async (webhookId: string) => {
  const sql = "SELECT count(*)::int AS count FROM outgoing_deliveries WHERE webhook_id = $1";
  return (await database.query<{ count: number }>(sql, [webhookId]))[0]?.count ?? 0;
};

test("each address hears of the events and sellers it asked for, alerts of no seller only with all", async () => {
  const [all, ofMine, chats] = [
    await listen(),
    await listen({ sellerIds: [mine.sellerId] }),
    await listen({ events: ["chat.updated"] }),
  ];
  const [alert] = await database.query<{ id: string }>(
    "INSERT INTO alerts (kind, subject) VALUES ('disk_full', '') RETURNING id",
  );
  await happen(
    messageIn(mine),
    messageIn(other),
    { name: "chat.updated", sellerId: mine.sellerId, subjectId: mine.chatId },
    { name: "alert.updated", sellerId: null, subjectId: alert?.id ?? "" },
    { name: "presence.updated", sellerId: mine.sellerId, subjectId: mine.chatId },
  );
  await passAllOn();
  expect(await heardBy(all)).toEqual([
    "alert.raised",
    "chat.updated",
    "message.created Другой",
    "message.created Мой",
  ]);
  expect(await heardBy(ofMine)).toEqual(["chat.updated", "message.created Мой"]);
  expect(await heardBy(chats)).toEqual(["chat.updated"]);
});

test("orders and changes at the marketplace are told as the routes show them, how far a section is is not", async () => {
  const [market, rest] = [await listen({ events: ["order.updated", "action.updated"] }), await listen()];
  const { id: orderId } = await db().posting.create({
    data: {
      ...of(mine),
      orderNumber: "7-1",
      postingNumber: "7-1-1",
      status: "delivering",
      state: "delivering",
    },
  });
  const { id: actionId } = await db().marketAction.create({
    data: { ...of(mine), kind: "update_prices", terms: {}, total: 1, createdBy: admin.user.id },
  });
  const { id: sectionId } = await db().sectionSync.create({ data: { ...of(mine), section: "orders" } });
  await happen(
    { name: "order.updated", ...of(mine), subjectId: orderId },
    { name: "action.updated", ...of(mine), subjectId: actionId },
    { name: "section.updated", ...of(mine), subjectId: sectionId },
  );
  await passAllOn();
  const told = await database.query<{ event: string; number: string | null; kind: string | null }>(
    `SELECT event, payload #>> '{data,order,posting_number}' AS number, payload #>> '{data,action,kind}' AS kind
       FROM outgoing_deliveries WHERE webhook_id = $1 ORDER BY event`,
    [market],
  );
  expect(told).toEqual([
    { event: "action.updated", number: null, kind: "update_prices" },
    { event: "order.updated", number: "7-1-1", kind: null },
  ]);
  expect(await countOf(rest)).toBe(2);
});
const of = ({ sellerId }: Place) => ({ sellerId });

test("an alert that is over is told as raised and as resolved, also when both are told late", async () => {
  const all = await listen();
  const [alert] = await database.query<{ id: string }>(
    "INSERT INTO alerts (kind, subject, raised_at) VALUES ('sync_lag', 'x', now() - interval '5 minutes') RETURNING id",
  );
  const about = { sellerId: null, subjectId: alert?.id ?? "" };
  await happen({ name: "alert.updated", ...about });
  await database.query("UPDATE events SET created_at = now() - interval '5 minutes' WHERE subject_id = $1", [
    alert?.id,
  ]);
  await database.query("UPDATE alerts SET resolved_at = now() WHERE id = $1", [alert?.id]);
  await happen({ name: "alert.updated", ...about });
  await passAllOn();
  expect(await heardBy(all)).toEqual(["alert.raised", "alert.resolved"]);
});

test("whoever is added hears of what comes after; while nobody listens nothing is read or written", async () => {
  await happen(messageIn(mine));
  const positions = () => database.query("SELECT value FROM settings WHERE name = 'outgoing_position'");
  const before = await positions();
  expect(await passEventsOn()).toBe("idle");
  expect(await positions()).toEqual(before);
  const first = await listen();
  await happen(messageIn(other));
  await passAllOn();
  const second = await listen();
  await happen(messageIn(mine));
  await passAllOn();
  expect(await heardBy(first)).toEqual(["message.created Другой", "message.created Мой"]);
  expect(await heardBy(second)).toEqual(["message.created Мой"]);
});

test("readers that meet write each event once", async () => {
  const all = await listen();
  for (let round = 0; round < 5; round++) await happen(...Array.from({ length: 300 }, () => messageIn(mine)));
  await Promise.all(Array.from({ length: 5 }, () => passEventsOn()));
  await passAllOn();
  expect(await countOf(all)).toBe(1500);
});

test("an event of a transaction that commits late is not passed by", async () => {
  const all = await listen();
  const slow = await database.connect();
  await slow.query("BEGIN");
  await slow.query("INSERT INTO events (name, seller_id, subject_id) VALUES ('message.created', $1, $2)", [
    other.sellerId,
    other.messageId,
  ]);
  await happen(messageIn(mine));
  expect(await passEventsOn()).toBe("soon");
  expect(await countOf(all)).toBe(0);
  await slow.query("COMMIT");
  await slow.end();
  await passAllOn();
  expect(await heardBy(all)).toEqual(["message.created Другой", "message.created Мой"]);
});

test("a database that was restored elsewhere and counts anew goes on from now", async () => {
  const all = await listen();
  await database.query("UPDATE outgoing_webhooks SET heard_from = '99999999999-1'");
  await database.query(
    `INSERT INTO settings (name, value) VALUES ('outgoing_position', '"99999999999-7"')
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  await passAllOn();
  await happen(messageIn(mine));
  await passAllOn();
  expect(await heardBy(all)).toEqual(["message.created Мой"]);
});

test("what a removed seller's chats do is told to nobody", async () => {
  const all = await listen();
  const gone = await makePlace("Ушёл");
  await database.query("UPDATE sellers SET deleted_at = now() WHERE id = $1", [gone.sellerId]);
  await happen(messageIn(gone), messageIn(mine));
  await passAllOn();
  expect(await heardBy(all)).toEqual(["message.created Мой"]);
});

test("workers killed in the middle lose nothing and double nothing", { timeout: 600_000 }, async () => {
  const [all, ofMine] = [await listen(), await listen({ sellerIds: [mine.sellerId] })];
  // The name of these addresses means nothing to the network: what is counted is what was written down.
  const start = async () => {
    const workers = await startWorkers({ LOG_LEVEL: "info" });
    running.push(workers);
    return workers;
  };
  let workers = await Promise.all([start(), start()]);
  let written = 0;
  for (let round = 0; round < 2; round++) {
    const before = written;
    const writing = (async () => {
      for (; written < before + 2_000; written += 100)
        await happen(...Array.from({ length: 100 }, (_, index) => messageIn(index % 2 === 0 ? mine : other)));
    })();
    await waitFor("some of them", async () => (await countOf(all)) > before, { deadlineMs: 120_000 });
    await Promise.all(workers.map((one) => one.kill("SIGKILL")));
    await writing;
    workers = await Promise.all([start(), start()]);
  }
  await waitFor("all of them", async () => (await countOf(all)) >= written, { deadlineMs: 120_000 });
  await happen(messageIn(mine));
  await waitFor("the last", async () => (await countOf(all)) > written, { deadlineMs: 120_000 });
  expect([await countOf(all), await countOf(ofMine)]).toEqual([written + 1, written / 2 + 1]);
  await Promise.all(workers.map((one) => one.kill("SIGKILL")));
});
