import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { notePurchases } from "@/lib/broadcasts/note-purchases";
import { requireBroadcast } from "@/lib/broadcasts/read";
import { db } from "@/lib/db/client";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";
import { daysAgo, makeBroadcast, makePosting } from "./audience-world";
import { makeToldChat, type ToldChat, tell } from "./told-chats";

const database = ownDatabase();
const SENT = daysAgo(3);
let admin: Person;
let sellerId: string;
let broadcastId: string;
beforeAll(async () => {
  admin = await makeAdmin();
});
beforeEach(async () => {
  await notePurchases(); // what other tests left
  sellerId = await makeStoredSeller();
  broadcastId = await makeBroadcast(sellerId, { status: "running", startedAt: daysAgo(40) });
});
afterEach(() => resetClock());

const toldAt = async (chat: ToldChat, given: Partial<Parameters<typeof tell>[1]> = {}) =>
  (await tell(chat, { broadcastId, at: SENT, ...given })).recipientId;
/** The order that counts as bought by a recipient. */
const boughtBy = async (id: string) =>
  (await db().broadcastRecipient.findUniqueOrThrow({ where: { id } })).boughtOrder;
const posting = (order: string, data: Parameters<typeof makePosting>[2] = {}) =>
  makePosting(sellerId, order, { orderedAt: daysAgo(1), ...data });
const cancel = (order: string) =>
  db().posting.updateMany({ where: { sellerId, orderNumber: order }, data: { state: "cancelled" } });

test("an order by whoever ordered what the chat was about counts, once, with when it was placed", async () => {
  const id = await toldAt(await makeToldChat(sellerId, { orderNumber: "old" }));
  await posting("old", { orderedAt: daysAgo(20), buyerKey: "buyer-1" });
  await posting("other", { buyerKey: "buyer-2" });
  expect(await notePurchases()).toBe(0);
  const at = daysAgo(2);
  await posting("new", { buyerKey: "buyer-1", orderedAt: at });
  await posting("newer", { buyerKey: "buyer-1" });
  expect(await notePurchases()).toBe(1);
  expect(await notePurchases()).toBe(0);
  expect(await db().broadcastRecipient.findUnique({ where: { id } })).toMatchObject({
    boughtOrder: "new",
    boughtAt: at,
  });
  expect(await requireBroadcast(admin.actor, broadcastId)).toMatchObject({ bought: 1 });
  const events = await database.query("SELECT 1 FROM events WHERE subject_id = $1", [broadcastId]);
  expect(events).toHaveLength(1);
});

test("an order that any of the buyer's chats speaks of counts, the same chat's too", async () => {
  const another = await toldAt(await makeToldChat(sellerId), { buyerKey: "1" });
  await makeStoredChat(sellerId, { buyerKey: "1", orderNumber: "a" });
  await posting("a");
  const same = await toldAt(await makeToldChat(sellerId, { orderNumber: "b" }));
  await posting("b");
  const stranger = await toldAt(await makeToldChat(sellerId), { buyerKey: "3" });
  const elsewhere = await makeStoredSeller();
  await makeStoredChat(elsewhere, { buyerKey: "3", orderNumber: "c" });
  await makePosting(elsewhere, "c", { orderedAt: daysAgo(1) });
  expect(await notePurchases()).toBe(2);
  expect([await boughtBy(another), await boughtBy(same), await boughtBy(stranger)]).toEqual(["a", "b", null]);
});

test("what was ordered before the message is no success of it, nor a late posting of the same order", async () => {
  const id = await toldAt(await makeToldChat(sellerId, { orderNumber: "old", buyerKey: "1" }), {
    buyerKey: "1",
  });
  await posting("old", { orderedAt: daysAgo(4), buyerKey: "buyer-1" });
  await posting("old", { postingNumber: "old-2", orderedAt: daysAgo(1), buyerKey: "buyer-1" });
  // Told of an order that is being put together: its own start of work comes after the message.
  const about = await toldAt(await makeToldChat(sellerId, { orderNumber: "run" }), {
    onceKey: "run-1:packing",
    postingNumber: "run-1",
  });
  await posting("run", { postingNumber: "run-1", orderedAt: daysAgo(2) });
  expect(await notePurchases()).toBe(0);
  expect([await boughtBy(id), await boughtBy(about)]).toEqual([null, null]);
});

test("cancelled orders buy nothing", async () => {
  const id = await toldAt(await makeToldChat(sellerId, { orderNumber: "gone" }));
  await posting("gone");
  await cancel("gone");
  expect(await notePurchases()).toBe(0);
  await posting("gone", { postingNumber: "gone-2" });
  expect(await notePurchases()).toBe(1);
  expect(await boughtBy(id)).toBe("gone");
});

test("fourteen days count, also when the order becomes known a day later", async () => {
  const early = await toldAt(await makeToldChat(sellerId, { orderNumber: "early" }), { at: daysAgo(15) });
  await posting("early", { orderedAt: daysAgo(1.5) });
  const late = await toldAt(await makeToldChat(sellerId, { orderNumber: "late" }), { at: daysAgo(15) });
  await posting("late", { orderedAt: daysAgo(0.5) });
  const over = await toldAt(await makeToldChat(sellerId, { orderNumber: "over" }), { at: daysAgo(17) });
  await posting("over", { orderedAt: daysAgo(16) });
  await notePurchases();
  expect([await boughtBy(early), await boughtBy(late), await boughtBy(over)]).toEqual(["early", null, null]);
  moveClock(20 * 86_400);
  const id = await toldAt(await makeToldChat(sellerId, { orderNumber: "forgotten" }));
  await posting("forgotten");
  await notePurchases();
  expect(await boughtBy(id)).toBeNull();
});

test("only who surely got the message bought because of it; an ended broadcast goes on counting", async () => {
  await db().broadcast.update({
    where: { id: broadcastId },
    data: { status: "cancelled", finishedAt: daysAgo(2.5) },
  });
  const sent = await toldAt(await makeToldChat(sellerId, { orderNumber: "s" }));
  const failed = await toldAt(await makeToldChat(sellerId, { orderNumber: "f" }), { status: "failed" });
  const lost = await toldAt(await makeToldChat(sellerId, { orderNumber: "u" }), { status: "unconfirmed" });
  for (const order of ["s", "f", "u"]) await posting(order);
  expect((await Promise.all([notePurchases(), notePurchases()])).reduce((sum, one) => sum + one)).toBe(1);
  expect([await boughtBy(sent), await boughtBy(failed), await boughtBy(lost)]).toEqual(["s", null, null]);
});
