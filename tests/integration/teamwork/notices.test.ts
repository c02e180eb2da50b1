import { beforeAll, beforeEach, expect, test } from "vitest";
import { wakeChats } from "@/lib/chats/wake";
import { forgetOldNotices } from "@/lib/team/notices";
import { listNotices } from "@/lib/team/read-notices";
import { ownDatabase } from "../../support/database";
import { makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let sellerId: string;
let anna: Person;
beforeAll(async () => {
  sellerId = await makeStoredSeller();
});
beforeEach(async () => {
  anna = await makeOperator([sellerId]);
});

async function leave(count: number, daysAgo: number, isRead: boolean): Promise<void> {
  await database.query(
    `INSERT INTO notices (user_id, seller_id, kind, text, created_at, read_at)
     SELECT $1, $2, 'rule', $4 || ' days', now() - make_interval(days => $4::int),
            CASE WHEN $5 THEN now() - make_interval(days => $4::int) END
       FROM generate_series(1, $3::int)`,
    [anna.user.id, sellerId, count, daysAgo, isRead],
  );
}

test("what was read goes after ninety days, what was not stays", async () => {
  await leave(2, 91, true);
  await leave(1, 89, true);
  await leave(1, 400, false);
  await forgetOldNotices();
  const { items, unread } = await listNotices({ actor: anna.actor, limit: 10 });
  expect(items.map((notice) => notice.text)).toEqual(["89 days", "400 days"]);
  expect(unread).toBe(1);
});

test("unread ones are counted up to a thousand", async () => {
  await leave(1_005, 1, false);
  expect((await listNotices({ actor: anna.actor, limit: 1 })).unread).toBe(1_000);
});

test("the sleep of a closed chat ends without calling anybody", async () => {
  const asleep = { assigneeId: anna.user.id, snoozedUntil: new Date(Date.now() - 1_000) };
  const closed = await makeStoredChat(sellerId, { ...asleep, status: "closed" });
  const open = await makeStoredChat(sellerId, asleep);
  expect(await wakeChats()).toBe(2);
  const { items } = await listNotices({ actor: anna.actor, limit: 10 });
  expect(items.map((notice) => [notice.kind, notice.chat_id])).toEqual([["snooze_over", open]]);
  const left = "SELECT 1 FROM chats WHERE id = ANY ($1::uuid[]) AND snoozed_until IS NOT NULL";
  expect(await database.query(left, [[closed, open]])).toEqual([]);
});
