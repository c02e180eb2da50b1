import { afterEach, beforeAll, expect, test } from "vitest";
import { forgetOldPostingChanges, noteLatePostings } from "@/lib/chats/late-postings";
import { takePosting } from "@/lib/chats/take-postings";
import { eraseBuyer } from "@/lib/privacy/erase-buyer";
import { exportBuyer } from "@/lib/privacy/export-buyer";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { daysAgo, lookAtOrders, makeOrderedChat, makeShop, readChanges } from "../../support/orders";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(async () => {
  await sandbox().clearFaults();
  resetClock();
});

const shop = () => makeShop(sandbox());
const look = (seller: ConnectedSeller) => lookAtOrders(seller.id);
const move = (seller: ConnectedSeller, posting: string, change: object) =>
  sandbox().moveOrder(posting, { client_id: seller.account.client_id, ...change });
const storedPosting = async (seller: ConnectedSeller, posting: string) => {
  const rows = await database.query("SELECT * FROM postings WHERE seller_id = $1 AND posting_number = $2", [
    seller.id,
    posting,
  ]);
  return rows[0] ?? null;
};

test("one look finds what changed: its stage, where it goes, who ordered; and tells it once", async () => {
  const seller = await shop();
  const { postingNumber } = await makeOrderedChat({ database, seller }, "1100-0001", {
    customer_id: "3000000000817031942",
    city: "Владивосток",
  });
  expect(await storedPosting(seller, postingNumber)).toMatchObject({
    stage: "packing",
    buyer_key: "3000000000817031942",
    time_zone: "Asia/Vladivostok",
  });
  expect(await readChanges(database, seller.id)).toEqual([]); // three days old: no news
  await move(seller, postingNumber, { status: "delivering", substatus: "posting_in_pickup_point" });
  await look(seller);
  expect(await storedPosting(seller, postingNumber)).toMatchObject({
    stage: "pick_up",
    substatus: "posting_in_pickup_point",
  });
  await look(seller);
  await move(seller, postingNumber, { substatus: "posting_on_way_to_city" });
  await look(seller);
  await move(seller, postingNumber, { substatus: "posting_in_pickup_point" });
  await look(seller);
  expect(await readChanges(database, seller.id)).toEqual([
    `${postingNumber}:pick_up`,
    `${postingNumber}:shipped`,
  ]);
});

test("a ring is answered by one look at the posting, be it known or new", async () => {
  const seller = await shop();
  const { postingNumber } = await makeOrderedChat({ database, seller }, "1200-0001");
  const take = (number: string) => takePosting({ sellerId: seller.id, postingNumber: number });
  expect(await take(postingNumber)).toBe("same");
  await move(seller, postingNumber, { status: "cancelled" });
  expect(await take(postingNumber)).toBe("changed");
  expect(await readChanges(database, seller.id)).toEqual([`${postingNumber}:cancelled`]);
  await sandbox().placeOrder({ client_id: seller.account.client_id, order: { order_number: "1200-0002" } });
  expect(await take("1200-0002-1")).toBe("changed");
  expect(await take("no such posting")).toBe("unknown");
  expect(await storedPosting(seller, "1200-0002-1")).toMatchObject({ order_number: "1200-0002" });
});

test("a new order that is younger than a day is news for those who wait for stages; an older one is not", async () => {
  const seller = await shop();
  const order = { customer_id: "3100000000000000007" };
  await makeOrderedChat({ database, seller }, "1300-0001", order);
  const place = (order_number: string, more: object) =>
    sandbox().placeOrder({ client_id: seller.account.client_id, order: { order_number, ...more } });
  await place("1300-0002", order);
  await place("1300-0003", { ...order, paid_at: daysAgo(2) });
  await look(seller);
  expect(await readChanges(database, seller.id)).toEqual(["1300-0002-1:packing"]);
  expect(await storedPosting(seller, "1300-0003-1")).toMatchObject({ stage: "packing" });
});

test("a parcel is late once: when its promised day passes, or is moved to a later one", async () => {
  const seller = await shop();
  const late = await makeOrderedChat({ database, seller }, "1400-0001", { deliver_by: daysAgo(0.1) });
  const moved = await makeOrderedChat({ database, seller }, "1400-0002", { deliver_by: daysAgo(-1) });
  const inTime = await makeOrderedChat({ database, seller }, "1400-0003", { deliver_by: daysAgo(-1) });
  await makeOrderedChat({ database, seller }, "1400-0004", { deliver_by: daysAgo(2) }); // long known
  await makeOrderedChat({ database, seller }, "1400-0005", {
    deliver_by: daysAgo(0.1),
    status: "delivering",
    substatus: "posting_in_pickup_point", // it waits for the buyer
  });
  await noteLatePostings();
  await noteLatePostings();
  await move(seller, moved.postingNumber, { deliver_by: daysAgo(-3) });
  expect(await takePosting({ sellerId: seller.id, postingNumber: moved.postingNumber })).toBe("changed");
  await move(seller, inTime.postingNumber, { deliver_by: daysAgo(0) });
  await takePosting({ sellerId: seller.id, postingNumber: inTime.postingNumber });
  expect(await readChanges(database, seller.id)).toEqual([
    `${late.postingNumber}:delayed`,
    `${moved.postingNumber}:delayed`,
  ]);
});

test("writing ends 72 hours after the delivery itself; a moment that cannot be true is not believed", async () => {
  const seller = await shop();
  const exact = await makeOrderedChat({ database, seller }, "1500-0001");
  const wrong = await makeOrderedChat({ database, seller }, "1500-0002");
  await database.query(
    "UPDATE postings SET checked_at = now() - interval '3 hours' WHERE posting_number = $1",
    [exact.postingNumber],
  );
  // The buyers wrote long ago: what counts is the delivery.
  await database.query(
    "UPDATE messages SET created_at = now() - interval '5 days' WHERE author_type = 'buyer' AND seller_id = $1",
    [seller.id],
  );
  for (const { postingNumber } of [exact, wrong]) {
    await move(seller, postingNumber, { status: "delivering", changed_at: daysAgo(2) });
    await move(seller, postingNumber, { status: "delivered", delivered_at: daysAgo(2 / 24) });
  }
  await look(seller);
  const hoursLeft = async (chatId: string) => {
    const [row] = await database.query<{ hours: number }>(
      "SELECT extract(epoch FROM writable_until - now())::float8 / 3600 AS hours FROM chats WHERE id = $1",
      [chatId],
    );
    return Math.round((row?.hours ?? 0) * 10) / 10;
  };
  expect(await hoursLeft(exact.chatId)).toBeCloseTo(70, 0);
  expect(await hoursLeft(wrong.chatId)).toBeCloseTo(72, 0); // seen on its way minutes ago: noticed now
});

test("a look that breaks off begins where all was taken in, and repeats nothing of what it told", async () => {
  const seller = await shop();
  const order = { customer_id: "3100000000000000009" };
  await makeOrderedChat({ database, seller }, "1600-0001", order);
  await look(seller);
  const [before] = await database.query(
    "SELECT fresh_at FROM section_syncs WHERE seller_id = $1 AND section = 'orders'",
    [seller.id],
  );
  for (let index = 100; index < 205; index++)
    await sandbox().placeOrder({
      client_id: seller.account.client_id,
      order: { order_number: `1600-0${index}`, ...order },
      quiet: true,
    });
  await sandbox().setFault({ kind: "status", status: 500, path: "/v4/posting/*", skip: 1, times: 50 });
  await look(seller);
  const [cut] = await database.query(
    "SELECT fresh_at FROM section_syncs WHERE seller_id = $1 AND section = 'orders'",
    [seller.id],
  );
  expect(cut).toEqual(before);
  expect(await readChanges(database, seller.id)).toEqual([]);
  await sandbox().clearFaults();
  await look(seller);
  const told = await readChanges(database, seller.id);
  expect(told).toHaveLength(105);
  expect(new Set(told).size).toBe(105);
});

test("changes of a fortnight ago are forgotten", async () => {
  const seller = await shop();
  await database.query(
    `INSERT INTO posting_changes (seller_id, posting_number, order_number, stage, created_at)
     VALUES ($1, 'a', 'a', 'shipped', now() - interval '15 days'), ($1, 'b', 'b', 'shipped', now())`,
    [seller.id],
  );
  await forgetOldPostingChanges();
  expect(await readChanges(database, seller.id)).toEqual(["b:shipped"]);
});

test("what else an erased buyer ordered is exported with them and loses their name with them", async () => {
  const seller = await shop();
  const order = { customer_id: "3100000000000000044", customer_name: "Зинаида Редкая" };
  const { chatId } = await makeOrderedChat({ database, seller }, "1800-0001", order);
  await sandbox().placeOrder({
    client_id: seller.account.client_id,
    order: { order_number: "1800-0002", ...order },
  });
  await look(seller);
  const exported = await exportBuyer({ actor: admin.actor, chatId });
  expect(JSON.stringify(exported)).toContain("1800-0002-1");
  await eraseBuyer({ actor: admin.actor, chatId, confirm: "Зинаида Редкая" });
  expect(await findInDatabase(database, "Редкая")).toEqual([]);
  expect(await findInDatabase(database, "3100000000000000044")).toEqual([]);
  // Nobody here is their buyer any more: the next look leaves it so.
  await move(seller, "1800-0002-1", { status: "delivering" });
  await look(seller);
  expect(await findInDatabase(database, "Редкая")).toEqual([]);
});
