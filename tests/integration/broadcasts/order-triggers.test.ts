import { afterEach, beforeAll, expect, test } from "vitest";
import { toWireBroadcast } from "@/lib/broadcasts/model";
import { stillHolds } from "@/lib/broadcasts/still-holds";
import { takePostingChanges } from "@/lib/broadcasts/take-posting-changes";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { receiveWebhook } from "@/lib/webhooks/receive";
import { answerPostingRing } from "@/workers/jobs/answer-posting-ring";
import { answerAll, runOnce } from "../../support/broadcasts";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { daysAgo, lookAtOrders, makeOrderedChat, makeShop } from "../../support/orders";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
beforeAll(async () => {
  await liftLimits(database, sandbox());
  await makeAdmin();
});
afterEach(() => resetClock());

const shop = (how: Parameters<typeof makeShop>[1] = {}) => makeShop(sandbox(), how);
const ordered = (seller: ConnectedSeller, number: string, order: object = {}) =>
  makeOrderedChat({ database, seller }, number, order);
const move = (seller: ConnectedSeller, posting: string, change: object) =>
  sandbox().moveOrder(posting, { client_id: seller.account.client_id, ...change });
const atPickUp = { status: "delivering", substatus: "posting_in_pickup_point" };

/** A running broadcast about orders, as its start would have left it. Answers its id. */
async function announce(sellerId: string, stages: readonly string[], more: object = {}): Promise<string> {
  const row = await db().broadcast.create({
    data: {
      sellerId,
      name: "Заказы",
      kind: "order",
      status: "running",
      stages: [...stages],
      variants: [{ key: "A", template: "Заказ ждёт вас", share: 100 }],
      rateLimit: 10,
      quietHours: "ignore",
      startedAt: new Date(),
      ...more,
    },
  });
  return row.id;
}

async function followUp(seller: ConnectedSeller): Promise<void> {
  await lookAtOrders(seller.id);
  await takePostingChanges();
}

const recipients = (broadcastId: string) =>
  database.query<{
    chat_id: string;
    once_key: string;
    posting_number: string;
    variant: string;
    due_at: Date;
  }>(
    `SELECT chat_id, once_key, posting_number, variant, due_at FROM broadcast_recipients
      WHERE broadcast_id = $1 ORDER BY once_key`,
    [broadcastId],
  );

test("an order that comes to its stage makes its buyer a recipient, once, whoever looks and how often", async () => {
  const seller = await shop();
  const chat = await ordered(seller, "2100-0001");
  const other = await ordered(seller, "2100-0002");
  const id = await announce(seller.id, ["pick_up", "delivered"]);
  const elsewhere = await announce((await shop()).id, ["pick_up"]);
  await move(seller, chat.postingNumber, atPickUp);
  await move(seller, other.postingNumber, { status: "delivering" }); // shipped: not asked for
  await lookAtOrders(seller.id);
  await Promise.all([takePostingChanges(), takePostingChanges(), takePostingChanges()]);
  const key = `${chat.postingNumber}:pick_up`;
  const wanted = {
    chat_id: chat.chatId,
    once_key: key,
    posting_number: chat.postingNumber,
    variant: "A",
    due_at: null,
  };
  expect(await recipients(id)).toEqual([wanted]);
  // A death right after the commit, before anybody knew of it: the change is looked at again.
  await database.query("UPDATE posting_changes SET done_at = NULL");
  await takePostingChanges();
  expect(await recipients(id)).toEqual([wanted]);
  await move(seller, chat.postingNumber, { status: "delivered" });
  await followUp(seller);
  expect((await recipients(id)).map((row) => row.once_key)).toEqual([`${chat.postingNumber}:delivered`, key]);
  expect(await recipients(elsewhere)).toEqual([]);
  const [row] = await database.query("SELECT audience, queued FROM broadcasts WHERE id = $1", [id]);
  expect(row).toEqual({ audience: 2, queued: 2 });
});

test("filters hold for the chat; an order without a chat calls nobody; what stands still neither", async () => {
  const seller = await shop();
  const order = { customer_id: "3100000000000000021" };
  const regular = await ordered(seller, "2200-0001", order);
  const stranger = await ordered(seller, "2200-0002");
  await database.query("UPDATE chats SET tags = '{свой}' WHERE id = $1", [regular.chatId]);
  await sandbox().placeOrder({
    client_id: seller.account.client_id,
    order: { order_number: "2200-0003", ...order }, // known by its buyer, but no chat speaks of it
  });
  const own = await announce(seller.id, ["pick_up", "packing"], { filters: { tags: ["свой"] } });
  const paused = await announce(seller.id, ["pick_up"], { status: "paused" });
  const once = await announce(seller.id, ["pick_up"], { kind: "once" });
  const first = await announce(seller.id, ["pick_up"], { filters: { customer_type: "new" } });
  for (const { postingNumber } of [regular, stranger]) await move(seller, postingNumber, atPickUp);
  await followUp(seller);
  expect((await recipients(first)).map((row) => row.chat_id)).toEqual([stranger.chatId]);
  expect((await recipients(own)).map((row) => row.chat_id)).toEqual([regular.chatId]);
  expect(await recipients(paused)).toEqual([]);
  expect(await recipients(once)).toEqual([]);
  await database.query("UPDATE broadcasts SET status = 'running' WHERE id = $1", [paused]);
  await takePostingChanges();
  expect(await recipients(paused)).toEqual([]); // what passed while it stood is past
});

test("of two chats about one order the one that names the posting gets the message", async () => {
  const seller = await shop();
  const first = await ordered(seller, "2300-0001");
  const second = await ordered(seller, "2300-0001");
  await database.query("UPDATE chats SET posting_number = '2300-0001-9' WHERE id = $1", [second.chatId]);
  const id = await announce(seller.id, ["pick_up"]);
  await move(seller, first.postingNumber, atPickUp);
  await database.query(
    `INSERT INTO posting_changes (seller_id, posting_number, order_number, stage) VALUES ($1, $2, '2300-0001', 'pick_up')`,
    [seller.id, first.postingNumber],
  );
  await takePostingChanges();
  expect((await recipients(id)).map((row) => row.chat_id)).toEqual([first.chatId]);
});

test("what happened more than a day ago is not told; in quiet hours it waits for the morning", async () => {
  const seller = await shop();
  const stale = await ordered(seller, "2400-0001", { city: "Владивосток" });
  const fresh = await ordered(seller, "2400-0002", { city: "Владивосток" });
  const zone = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Vladivostok",
    hour: "numeric",
    hour12: false,
  });
  const hour = Number(zone.format(new Date())) % 24;
  // The hours in which one may write ended an hour ago there, whatever the hour now.
  const clock = (at: number) => `${String((at + 24) % 24).padStart(2, "0")}:00`;
  const rules =
    hour >= 2
      ? { allowed_from: clock(0), allowed_to: clock(hour - 1) }
      : { allowed_from: "22:00", allowed_to: "23:00" };
  await database.query(
    `INSERT INTO settings (name, value) VALUES ('broadcast_rules', $1::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [
      JSON.stringify({
        frequency_days: 30,
        order_frequency_days: 30,
        opt_out_tag: "не писать",
        approval_above: null,
        free_pushes: 0,
        ...rules,
      }),
    ],
  );
  const id = await announce(seller.id, ["pick_up"], { quietHours: "respect" });
  for (const { postingNumber } of [stale, fresh]) await move(seller, postingNumber, atPickUp);
  await lookAtOrders(seller.id);
  await database.query(
    "UPDATE posting_changes SET created_at = now() - interval '25 hours' WHERE posting_number = $1",
    [stale.postingNumber],
  );
  await takePostingChanges();
  const [only, ...others] = await recipients(id);
  expect(others).toEqual([]);
  expect(only?.chat_id).toBe(fresh.chatId);
  expect(only?.due_at.getTime()).toBeGreaterThan(Date.now());
});

test("variants are drawn by their shares, the same for one posting every time", async () => {
  const seller = await shop();
  const chat = await ordered(seller, "2500-0001");
  const variants = [
    { key: "A", template: "a", share: 70 },
    { key: "B", template: "b", share: 30 },
  ];
  const id = await announce(seller.id, ["packing"], { variants });
  // Many parcels of one order.
  await database.query(
    `INSERT INTO posting_changes (seller_id, posting_number, order_number, stage)
     SELECT $1, '2500-0001-' || n, '2500-0001', 'packing' FROM generate_series(10, 309) n`,
    [seller.id],
  );
  await takePostingChanges();
  const drawn = await recipients(id);
  expect(drawn).toHaveLength(300);
  expect(new Set(drawn.map((row) => row.chat_id))).toEqual(new Set([chat.chatId]));
  const ofA = drawn.filter((row) => row.variant === "A").length;
  expect(ofA).toBeGreaterThan(170);
  expect(ofA).toBeLessThan(250);
  await database.query("DELETE FROM broadcast_recipients WHERE broadcast_id = $1", [id]);
  await database.query("UPDATE posting_changes SET done_at = NULL WHERE seller_id = $1", [seller.id]);
  await takePostingChanges();
  expect(await recipients(id)).toEqual(drawn);
});

test("a push of the marketplace reaches the broadcast by one request, whatever else it claims", async () => {
  const seller = await shop({ webhook: { mode: "push" } });
  const chat = await ordered(seller, "2600-0001");
  const ring = async (body: object) => {
    const webhookId = new URL(seller.seller.webhook_url ?? "").pathname.split("/").at(-1) ?? "";
    const rawBody = Buffer.from(JSON.stringify({ seller_id: seller.account.client_id, ...body }));
    const call = {
      marketplace: "ozon",
      webhookId,
      rawBody,
      header: () => null,
      startedAt: performance.now(),
    };
    const taken = await receiveWebhook(call);
    expect(taken).toMatchObject({ outcome: "answered", answer: { status: 200 } });
    await answerPostingRing({ seller_id: seller.id, posting_number: chat.postingNumber });
    await takePostingChanges();
  };
  const asked = async () =>
    (await sandbox().listRequests({ client_id: seller.account.client_id, path: "/v3/posting/fbs/get" }))
      .length;
  const posting = { message_type: "TYPE_STATE_CHANGED", posting_number: chat.postingNumber };
  const id = await announce(seller.id, ["pick_up", "cancelled"]);
  // A forged word: the posting is asked for, and is as it was.
  await ring({ ...posting, new_state: "posting_canceled", changed_state_date: daysAgo(0) });
  expect(await recipients(id)).toEqual([]);
  expect(await asked()).toBe(1);
  await move(seller, chat.postingNumber, { ...atPickUp, quiet: true });
  await ring({ ...posting, new_state: "posting_in_pickup_point", changed_state_date: daysAgo(0) });
  expect((await recipients(id)).map((row) => row.once_key)).toEqual([`${chat.postingNumber}:pick_up`]);
  expect(await asked()).toBe(2);
  const open = await database.query(
    "SELECT 1 FROM webhook_deliveries WHERE status = 'pending' AND seller_id = $1",
    [seller.id],
  );
  expect(open).toEqual([]);
});

test("what a message about an order says is asked again when it leaves", async () => {
  const seller = await shop();
  const chat = await ordered(seller, "2700-0001", atPickUp);
  const holds = (event: string) =>
    inTransaction((tx) =>
      stillHolds(tx, {
        sellerId: seller.id,
        postingNumber: chat.postingNumber,
        onceKey: `${chat.postingNumber}:${event}`,
      }),
    );
  expect([await holds("pick_up"), await holds("shipped"), await holds("delayed")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("a message that is not true any more when its turn comes does not leave", async () => {
  const seller = await shop();
  const [waits, collected] = [await ordered(seller, "3207-0001"), await ordered(seller, "3207-0002")];
  await answerAll(database, seller.id);
  const id = await announce(seller.id, ["pick_up"]);
  for (const { postingNumber } of [waits, collected]) await move(seller, postingNumber, atPickUp);
  await followUp(seller);
  await database.query("UPDATE postings SET stage = 'delivered' WHERE posting_number = $1", [
    collected.postingNumber,
  ]);
  await runOnce(id);
  expect(await seller.sentTexts()).toEqual(["Заказ ждёт вас"]);
  const skipped = await database.query(
    "SELECT posting_number FROM broadcast_recipients WHERE broadcast_id = $1 AND reason = 'order_moved_on'",
    [id],
  );
  expect(skipped).toEqual([{ posting_number: collected.postingNumber }]);
});

test("one whose filters nobody understands pauses and keeps no other from its recipients", async () => {
  const seller = await shop();
  const chat = await ordered(seller, "3208-0001");
  const broken = await announce(seller.id, ["pick_up"], { filters: { of_a_later_version: true } });
  const whole = await announce(seller.id, ["pick_up"]);
  await move(seller, chat.postingNumber, atPickUp);
  await followUp(seller);
  expect(await recipients(whole)).toHaveLength(1);
  expect(await recipients(broken)).toEqual([]);
  const row = await db().broadcast.findUniqueOrThrow({ where: { id: broken } });
  expect(row).toMatchObject({ status: "paused", stopCode: "internal" });
  expect(toWireBroadcast(row).filters).toEqual({});
});
