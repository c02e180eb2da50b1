import { beforeAll, expect, test } from "vitest";
import { appendActivities } from "@/lib/chats/activity";
import { inTransaction } from "@/lib/db/transaction";
import { appendNotices } from "@/lib/team/notices";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeConnectedSeller, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let insider: Person;
let outsider: Person;
let sellerId: string;
let chatId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  sellerId = seller.id;
  const { chatId: external } = await seller.say("Здравствуйте");
  await pollLater(seller.id);
  chatId = await findChatId(database, seller.id, external);
  admin = await makeAdmin();
  insider = await makeOperator([seller.id]);
  outsider = await makeOperator([]);
});

test("acts of one chat keep their order, and each is said to the streams", async () => {
  const author = { type: "rule", id: "r", name: "Правило" } as const;
  await inTransaction((tx) =>
    appendActivities(tx, [
      { chatId, sellerId, author, act: { name: "closed" } },
      { chatId, sellerId, author, act: { name: "tagged", added: ["возврат"], removed: [] } },
      { chatId, sellerId, author, act: { name: "unassigned" } },
    ]),
  );
  const rows = await database.query<{ id: string; name: string; kind: string; author_name: string }>(
    "SELECT id, kind, author_name, act ->> 'name' AS name FROM notes WHERE chat_id = $1 ORDER BY created_at, id",
    [chatId],
  );
  expect(rows.map((row) => row.name)).toEqual(["closed", "tagged", "unassigned"]);
  expect(new Set(rows.map((row) => `${row.kind} ${row.author_name}`))).toEqual(new Set(["activity Правило"]));
  const events = await database.query<{ subject_id: string }>(
    "SELECT subject_id FROM events WHERE name = 'note.created' AND seller_id = $1 ORDER BY id",
    [sellerId],
  );
  expect(events.map((event) => event.subject_id)).toEqual(rows.map((row) => row.id));
});

test("a notice is left for those who see the seller, never for whoever caused it or is gone", async () => {
  const people = [admin.user.id, insider.user.id, outsider.user.id, "nobody-any-more"];
  const notices = people.map((userId) => ({
    userId,
    kind: "rule" as const,
    chatId,
    sellerId,
    fromName: "Правило",
    text: "x".repeat(1_000),
  }));
  await inTransaction((tx) => appendNotices(tx, notices, { exceptUserId: admin.user.id }));
  const rows = await database.query<{ id: string; user_id: string; length: number }>(
    "SELECT id, user_id, length(text) AS length FROM notices",
  );
  expect(rows).toEqual([{ id: expect.any(String), user_id: insider.user.id, length: 500 }]);
  const events = await database.query<{ subject_id: string; seller_id: string }>(
    "SELECT subject_id, seller_id FROM events WHERE name = 'notice.created'",
  );
  expect(events).toEqual([{ subject_id: rows[0]?.id, seller_id: sellerId }]);
});
